import { LayoutGrid } from 'lucide-react'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import type { WorkspaceSummary } from '@/lib/workspaces/schema'

/** The workspaces that somebody can open. */
export function WorkspaceList({ workspaces, superadmin }: { workspaces: WorkspaceSummary[]; superadmin: boolean }) {
  if (workspaces.length === 0) return <NoWorkspaces superadmin={superadmin} />
  return (
    <ul className="overflow-hidden rounded-lg border bg-panel">
      {workspaces.map((workspace) => (
        <li key={workspace.id} className="border-b last:border-b-0">
          <Link
            href={`/w/${workspace.id}/explorer`}
            className="flex min-h-12 items-center gap-3 px-4 py-2 hover:bg-hover focus-visible:outline-offset-[-2px]"
          >
            <span
              aria-hidden="true"
              className="grid size-7 shrink-0 place-items-center rounded-md bg-accent font-semibold text-on-accent text-sm uppercase"
            >
              {Array.from(workspace.name)[0]}
            </span>
            <span className="grid min-w-0 flex-1">
              <span className="truncate font-medium">{workspace.name}</span>
              <span className="truncate text-sm text-text-2">
                <span className="font-mono">{workspace.id}</span>
                {workspace.username && (
                  <>
                    {' · your username is '}
                    <span className="font-mono">{workspace.username}</span>
                  </>
                )}
              </span>
            </span>
            <Badge>{workspace.username === null ? 'not a member' : workspace.isAdmin ? 'admin' : 'member'}</Badge>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function NoWorkspaces({ superadmin }: { superadmin: boolean }) {
  return (
    <EmptyState
      icon={<LayoutGrid />}
      title={superadmin ? 'No workspace yet' : 'You are in no workspace'}
      className="w-full max-w-none rounded-lg border bg-panel"
    >
      {superadmin
        ? 'A workspace holds people, resources and storages. Make the first one with New workspace.'
        : 'Ask an admin of a workspace to add you by your e-mail address.'}
    </EmptyState>
  )
}
