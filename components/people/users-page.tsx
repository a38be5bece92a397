'use client'

import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { InstanceUser } from '@/lib/people/schema'
import { CreateUserDialog } from './create-user-dialog'
import { PasswordOnce, type PasswordToHandOver } from './password-once'
import { UserTable } from './user-table'

type UsersPageProps = { users: InstanceUser[]; self: string; singleSignOn: boolean }

/** Everybody on this server, for superadmins. */
export function UsersPage({ users, self, singleSignOn }: UsersPageProps) {
  const [creating, setCreating] = useState(false)
  const [given, setGiven] = useState<PasswordToHandOver | null>(null)
  return (
    <>
      <div className="mb-4 flex items-center gap-3">
        <h1 className="min-w-0 flex-1 font-semibold text-xl">Users</h1>
        <Button variant="primary" onClick={() => setCreating(true)}>
          <UserPlus />
          New user
        </Button>
      </div>
      <UserTable users={users} self={self} onPassword={setGiven} />
      <CreateUserDialog singleSignOn={singleSignOn} open={creating} onOpenChange={setCreating} onPassword={setGiven} />
      <PasswordOnce given={given} onClose={() => setGiven(null)} />
    </>
  )
}
