'use client'

import { Plus, Variable } from 'lucide-react'
import { useState } from 'react'
import { PermissionsDialog } from '@/components/grants/permissions-dialog'
import type { SubjectOption } from '@/components/grants/subject-option'
import type { Place } from '@/components/resources/path-fields'
import { SearchedList } from '@/components/shell/searched-list'
import { Button } from '@/components/ui/button'
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
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const close = () => setChosen(null)
  const create = (
    <Button variant="primary" onClick={() => setChosen({ command: 'new' })}>
      <Plus aria-hidden="true" />
      New variable
    </Button>
  )
  return (
    <>
      <SearchedList
        title="Variables"
        items={variables}
        textsOf={({ path, description }) => [path, description]}
        create={mayCreate ? create : null}
        empty={{
          icon: <Variable />,
          text: 'A variable keeps a text or a secret that several resources share. A resource refers to it as $var:path.',
        }}
      >
        {(shown) => (
          <VariableTable variables={shown} onChoose={(command, variable) => setChosen({ command, variable })} />
        )}
      </SearchedList>
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
