'use client'

import { Plus, Search, Variable } from 'lucide-react'
import { useState } from 'react'
import { PermissionsDialog } from '@/components/grants/permissions-dialog'
import type { SubjectOption } from '@/components/grants/subject-option'
import { ReadOnlyMark } from '@/components/people/read-only-mark'
import type { Place } from '@/components/resources/path-fields'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Input } from '@/components/ui/input'
import { ActionsTh, Table, Th, Tr } from '@/components/ui/table'
import type { FolderSummary } from '@/lib/folders/schema'
import type { VariableSummary } from '@/lib/variables/schema'
import { DeleteVariableDialog } from './delete-variable-dialog'
import { VariableDialog } from './variable-dialog'
import { type VariableCommand, VariableRow } from './variable-row'

type VariableListProps = {
  workspace: string
  variables: VariableSummary[]
  places: Place[]
  /** Those that the person may see. */
  folders: FolderSummary[]
  /** Whom a variable can be opened to. */
  subjects: SubjectOption[]
  /** False for operators, who make nothing. */
  mayCreate: boolean
}
type Chosen = { command: VariableCommand; variable: VariableSummary } | { command: 'new' }

/** The variables that the person may see: texts that resources refer to by `$var:path`. */
export function VariableList({ workspace, variables, places, folders, subjects, mayCreate }: VariableListProps) {
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
            {mayCreate ? variables.length > 0 && create : <ReadOnlyMark />}
          </>
        }
      />
      {variables.length === 0 ? (
        <EmptyState icon={<Variable />} title="No variables yet" action={mayCreate && create}>
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
      {chosen?.command === 'share' && (
        <PermissionsDialog
          workspace={workspace}
          item={{ kind: 'variable', path: chosen.variable.path }}
          folder={folders.find(({ name }) => chosen.variable.path.startsWith(`f/${name}/`)) ?? null}
          subjects={subjects}
          onClose={close}
        />
      )}
      {(chosen?.command === 'new' || chosen?.command === 'edit') && (
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
  onChoose: (command: VariableCommand, variable: VariableSummary) => void
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
