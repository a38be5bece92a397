import type { Metadata } from 'next'
import { MembersPage } from '@/components/people/members-page'
import { loadContext } from '@/lib/auth/page-context'
import { listMembers } from '@/lib/people/list-members'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage({ params }: PageProps<'/w/[workspace]/people'>) {
  const ctx = await loadContext((await params).workspace)
  const { id, superadmin } = ctx.person
  return (
    <MembersPage
      workspace={ctx.workspace.id}
      members={await listMembers(ctx)}
      self={{ userId: id, superadmin }}
      manages={ctx.isAdmin}
    />
  )
}
