import type { Metadata } from 'next'
import { GroupsPage } from '@/components/groups/groups-page'
import { loadContext } from '@/lib/auth/page-context'
import { listGroups } from '@/lib/groups/list-groups'
import { listMembers } from '@/lib/people/list-members'

export const metadata: Metadata = { title: 'Groups' }

export default async function Groups({ params }: PageProps<'/w/[workspace]/people/groups'>) {
  const ctx = await loadContext((await params).workspace)
  const [groups, members] = await Promise.all([listGroups(ctx), listMembers(ctx)])
  const people = members.map(({ username, name, email }) => ({ username, name, email }))
  return <GroupsPage workspace={ctx.workspace.id} groups={groups} people={people} mayCreate={ctx.isAdmin} />
}
