'use client'

import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import { PeopleNav } from '@/components/people/people-nav'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { ActionsTh, Table, Td, Th, Tr } from '@/components/ui/table'
import type { GroupSummary } from '@/lib/groups/schema'
import { DeleteGroupDialog } from './delete-group-dialog'
import { GroupDialog, type GroupPerson } from './group-dialog'
import { type GroupCommand, GroupRow } from './group-row'

type GroupsPageProps = {
  workspace: string
  groups: GroupSummary[]
  people: GroupPerson[]
  /** Admins make groups. */
  mayCreate: boolean
}

type Chosen = { command: GroupCommand; group: GroupSummary } | { command: 'new' }

/** The groups of the workspace: members under one name, for folders, permissions and rules. */
export function GroupsPage({ workspace, groups, people, mayCreate }: GroupsPageProps) {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const close = () => setChosen(null)
  return (
    <>
      <PageHeader
        title="Groups"
        actions={
          mayCreate && (
            <Button variant="primary" onClick={() => setChosen({ command: 'new' })}>
              <UsersRound aria-hidden="true" />
              New group
            </Button>
          )
        }
      />
      <PeopleNav workspace={workspace} />
      <Table aria-label="Groups">
        <thead>
          <Tr>
            <Th>Group</Th>
            <Th className="max-md:hidden">Members</Th>
            <Th numeric>Count</Th>
            <ActionsTh />
          </Tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <GroupRow key={group.name} group={group} onCommand={(command) => setChosen({ command, group })} />
          ))}
          {groups.length === 1 && (
            <tr>
              <Td colSpan={4} className="py-3 text-text-2">
                No other groups yet. A group lets a folder, a resource or a rule speak of several people at once.
              </Td>
            </tr>
          )}
        </tbody>
      </Table>
      {chosen?.command === 'new' && <GroupDialog workspace={workspace} group={null} people={people} onClose={close} />}
      {chosen?.command === 'edit' && (
        <GroupDialog workspace={workspace} group={chosen.group} people={people} onClose={close} />
      )}
      {chosen?.command === 'delete' && <DeleteGroupDialog workspace={workspace} group={chosen.group} onClose={close} />}
    </>
  )
}
