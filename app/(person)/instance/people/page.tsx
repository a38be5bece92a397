import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { UsersPage } from '@/components/people/users-page'
import { findProviderName } from '@/lib/auth/oidc-provider'
import { loadPersonContext } from '@/lib/auth/page-context'
import { listUsers } from '@/lib/people/list-users'

export const metadata: Metadata = { title: 'Users' }

export default async function InstancePeoplePage() {
  const ctx = await loadPersonContext()
  if (!ctx.person.superadmin) notFound()
  return <UsersPage users={await listUsers(ctx)} self={ctx.person.id} singleSignOn={findProviderName() !== null} />
}
