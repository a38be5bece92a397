'use client'

import { useState } from 'react'
import { ActionsTh, Table, Td, Th, Tr } from '@/components/ui/table'
import type { WorkspaceMember } from '@/lib/people/schema'
import { DisableMemberDialog } from './disable-member-dialog'
import { type MemberCommand, MemberRow } from './member-row'
import { RemoveMemberDialog } from './remove-member-dialog'

type MemberTableProps = {
  workspace: string
  members: WorkspaceMember[]
  self: { userId: string; superadmin: boolean }
  manages: boolean
}

type Chosen = { command: MemberCommand; member: WorkspaceMember }

/** Everybody in the workspace. */
export function MemberTable({ workspace, members, self, manages }: MemberTableProps) {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const close = () => setChosen(null)
  return (
    <>
      <Table aria-label="Members">
        <thead>
          <Tr>
            <Th>Person</Th>
            <Th className="max-md:hidden">Username</Th>
            <Th>Role</Th>
            <Th className="max-lg:hidden">Groups</Th>
            <Th className="max-md:hidden">Since</Th>
            {manages && <ActionsTh />}
          </Tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <MemberRow
              key={member.userId}
              workspace={workspace}
              member={member}
              isSelf={member.userId === self.userId}
              manages={manages}
              onCommand={(command) => setChosen({ command, member })}
            />
          ))}
          {members.length === 1 && (
            <tr>
              <Td colSpan={6} className="text-text-3">
                Nobody else yet.
              </Td>
            </tr>
          )}
        </tbody>
      </Table>
      <RemoveMemberDialog
        workspace={workspace}
        member={chosen?.command === 'remove' ? chosen.member : null}
        self={self}
        onClose={close}
      />
      {chosen && chosen.command !== 'remove' && (
        <DisableMemberDialog
          workspace={workspace}
          member={chosen.member}
          disabled={chosen.command === 'disable'}
          onClose={close}
        />
      )}
    </>
  )
}
