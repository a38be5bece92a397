import 'server-only'
import type { PersonContext } from '@/lib/auth/context'
import { listWorkspaces } from './list-workspaces'
import type { NamedWorkspace } from './schema'
import { hasWorkspace } from './store'

/** Whether there is a workspace of that id; to others than superadmins only those that they may enter are there. */
export async function workspaceExists(ctx: PersonContext, { id }: NamedWorkspace): Promise<boolean> {
  if (ctx.person.superadmin) return hasWorkspace(id)
  return (await listWorkspaces(ctx)).some((workspace) => workspace.id === id)
}
