'use client'

import { useState } from 'react'
import { ActionsTh, Table, Th, Tr } from '@/components/ui/table'
import type { InstanceUser } from '@/lib/people/schema'
import type { PasswordToHandOver } from './password-once'
import { ResetPasswordDialog } from './reset-password-dialog'
import { type UserChange, UserChangeDialog } from './user-change-dialog'
import { UserRow } from './user-row'

type UserTableProps = { users: InstanceUser[]; self: string; onPassword: (given: PasswordToHandOver) => void }

/** Every account of this server. */
export function UserTable({ users, self, onPassword }: UserTableProps) {
  const [change, setChange] = useState<UserChange | null>(null)
  const [resetting, setResetting] = useState<InstanceUser | null>(null)
  return (
    <>
      <div className="overflow-hidden rounded-lg border bg-panel [&_tbody>tr:last-child]:border-b-0">
        <Table aria-label="Users">
          <thead>
            <Tr>
              <Th>User</Th>
              <Th className="max-md:hidden">Workspaces</Th>
              <Th className="max-md:hidden">Last sign-in</Th>
              <ActionsTh />
            </Tr>
          </thead>
          <tbody>
            {users.map((user) => (
              <UserRow
                key={user.id}
                user={user}
                isSelf={user.id === self}
                onChange={setChange}
                onResetPassword={() => setResetting(user)}
              />
            ))}
          </tbody>
        </Table>
      </div>
      <UserChangeDialog change={change} onClose={() => setChange(null)} />
      <ResetPasswordDialog user={resetting} onClose={() => setResetting(null)} onPassword={onPassword} />
    </>
  )
}
