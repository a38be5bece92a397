'use client'

import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { WorkspaceMember } from '@/lib/people/schema'
import { AddMemberDialog } from './add-member-dialog'
import { MemberTable } from './member-table'
import { PasswordOnce, type PasswordToHandOver } from './password-once'
import { PeopleNav } from './people-nav'

type MembersPageProps = {
  workspace: string
  members: WorkspaceMember[]
  self: { userId: string; superadmin: boolean }
  /** Whether the reader is an admin. */
  manages: boolean
}

/** Who belongs to the workspace; admins decide it. */
export function MembersPage({ workspace, members, self, manages }: MembersPageProps) {
  const [adding, setAdding] = useState(false)
  const [given, setGiven] = useState<PasswordToHandOver | null>(null)
  const add = (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <UserPlus />
      Add person
    </Button>
  )
  return (
    <>
      <PageHeader title="People" actions={manages && add} />
      <PeopleNav workspace={workspace} />
      {members.length ? (
        <MemberTable workspace={workspace} members={members} self={self} manages={manages} />
      ) : (
        <EmptyState title="Nobody belongs to this workspace">
          Superadmins see it all the same. Add the first person to make it theirs.
        </EmptyState>
      )}
      <AddMemberDialog
        workspace={workspace}
        superadmin={self.superadmin}
        open={adding}
        onOpenChange={setAdding}
        onPassword={setGiven}
      />
      <PasswordOnce given={given} onClose={() => setGiven(null)} />
    </>
  )
}
