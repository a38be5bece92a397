import type { Metadata } from 'next'
import { NewWorkspace } from '@/components/workspaces/new-workspace'
import { WorkspaceList } from '@/components/workspaces/workspace-list'
import { loadPersonContext } from '@/lib/auth/page-context'
import { listWorkspaces } from '@/lib/workspaces/list-workspaces'

export const metadata: Metadata = { title: 'Workspaces' }

export default async function WorkspacesPage({ searchParams }: PageProps<'/workspaces'>) {
  const ctx = await loadPersonContext()
  const { new: opened } = await searchParams
  return (
    <>
      <div className="mb-4 flex items-center gap-3">
        <h1 className="min-w-0 flex-1 font-semibold text-xl">Workspaces</h1>
        {ctx.person.superadmin && <NewWorkspace opened={opened !== undefined} />}
      </div>
      <WorkspaceList workspaces={await listWorkspaces(ctx)} superadmin={ctx.person.superadmin} />
    </>
  )
}
