import { redirect } from 'next/navigation'
import { loadPersonContext } from '@/lib/auth/page-context'
import { lastWorkspace } from '@/lib/workspaces/last-workspace'
import { listWorkspaces } from '@/lib/workspaces/list-workspaces'

export default async function HomePage() {
  const workspaces = await listWorkspaces(await loadPersonContext('/'))
  const last = await lastWorkspace()
  const workspace = workspaces.find(({ id }) => id === last) ?? workspaces.find(({ username }) => username !== null)
  redirect(workspace ? `/w/${workspace.id}/explorer` : '/workspaces')
}
