'use client'

import { Plus, Search, Variable } from 'lucide-react'
import { useState } from 'react'
import type { Place } from '@/components/resources/path-fields'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Input } from '@/components/ui/input'
import { ActionsTh, Table, Th, Tr } from '@/components/ui/table'
import type { VariableSummary } from '@/lib/variables/schema'
import { DeleteVariableDialog } from './delete-variable-dialog'
import { VariableDialog } from './variable-dialog'
import { VariableRow } from './variable-row'

type VariableListProps = { workspace: string; variables: VariableSummary[]; places: Place[] }
type Chosen = { command: 'edit' | 'delete'; variable: VariableSummary } | { command: 'new' }

/** The variables that the person may see: texts that resources refer to by `$var:path`. */
export function VariableList({ workspace, variables, places }: VariableListProps) {
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const wanted = search.trim().toLowerCase()
  const shown = variables.filter(({ path, description }) => `${path} ${description}`.toLowerCase().includes(wanted))
  const close = () => setChosen(null)
  const create = (
    <Button variant="primary" onClick={() => setChosen({ command: 'new' })}>
      <Plus aria-hidden="true" />
      New variable
    </Button>
  )
  return (
    <>
      <PageHeader
        title="Variables"
        actions={
          <>
            {variables.length > 0 && (
              <Input
                type="search"
                aria-label="Search variables"
                placeholder="Search"
                lead={<Search />}
                className="w-52 max-md:w-28"
                value={search}
                onChange={(event) => setSearch(event.target.value)}
              />
            )}
            {variables.length > 0 && create}
          </>
        }
      />
      {variables.length === 0 ? (
        <EmptyState icon={<Variable />} title="No variables yet" action={create}>
          A variable keeps a text or a secret that several resources share. A resource refers to it as $var:path.
        </EmptyState>
      ) : shown.length === 0 ? (
        <EmptyState
          title={`Nothing matches “${search}”`}
          action={<Button onClick={() => setSearch('')}>Clear search</Button>}
        />
      ) : (
        <VariableTable variables={shown} onChoose={(command, variable) => setChosen({ command, variable })} />
      )}
      {chosen?.command === 'delete' && (
        <DeleteVariableDialog workspace={workspace} path={chosen.variable.path} onClose={close} />
      )}
      {chosen && chosen.command !== 'delete' && (
        <VariableDialog
          workspace={workspace}
          places={places}
          saved={chosen.command === 'edit' ? chosen.variable : null}
          onClose={close}
        />
      )}
    </>
  )
}

type VariableTableProps = {
  variables: VariableSummary[]
  onChoose: (command: 'edit' | 'delete', variable: VariableSummary) => void
}

function VariableTable({ variables, onChoose }: VariableTableProps) {
  return (
    <Table aria-label="Variables">
      <thead>
        <Tr>
          <Th>Path</Th>
          <Th>Value</Th>
          <Th className="max-lg:hidden">Description</Th>
          <Th className="max-md:hidden">Edited</Th>
          <ActionsTh />
        </Tr>
      </thead>
      <tbody>
        {variables.map((variable) => (
          <VariableRow key={variable.path} variable={variable} onChoose={(command) => onChoose(command, variable)} />
        ))}
      </tbody>
    </Table>
  )
}
