'use client'

import { useState } from 'react'
import { ActionsTh, Table, Td, Th, Tr } from '@/components/ui/table'
import type { WorkspaceMember } from '@/lib/people/schema'
import { MemberRow } from './member-row'
import { RemoveMemberDialog } from './remove-member-dialog'

type MemberTableProps = {
  workspace: string
  members: WorkspaceMember[]
  self: { userId: string; superadmin: boolean }
}

/** Everybody in the workspace. */
export function MemberTable({ workspace, members, self }: MemberTableProps) {
  const [leaving, setLeaving] = useState<WorkspaceMember | null>(null)
  return (
    <>
      <Table aria-label="Members">
        <thead>
          <Tr>
            <Th>Person</Th>
            <Th className="max-md:hidden">Username</Th>
            <Th>Role</Th>
            <Th className="max-md:hidden">Since</Th>
            <ActionsTh />
          </Tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <MemberRow
              key={member.userId}
              workspace={workspace}
              member={member}
              isSelf={member.userId === self.userId}
              onRemove={() => setLeaving(member)}
            />
          ))}
          {members.length === 1 && (
            <tr>
              <Td colSpan={5} className="text-text-3">
                Nobody else yet.
              </Td>
            </tr>
          )}
        </tbody>
      </Table>
      <RemoveMemberDialog workspace={workspace} member={leaving} self={self} onClose={() => setLeaving(null)} />
    </>
  )
}
