import 'server-only'
import type { PersonContext } from '@/lib/auth/context'
import { listWorkspaces } from './list-workspaces'
import type { UserWorkspaces, WireWorkspace } from './schema'
import { listFirstAdmins } from './store'

/** The person's workspaces, as the published clients read them. */
export async function describeWorkspaces(ctx: PersonContext): Promise<UserWorkspaces> {
  const { email } = ctx.person
  const workspaces = await listWorkspaces(ctx)
  return {
    email,
    workspaces: workspaces.map(({ id, name, username }) => ({
      id,
      name,
      username: username ?? email,
      color: '',
      is_dev_workspace: false,
      disabled: false,
    })),
  }
}

/** The same workspaces, each with its owner. */
export async function describeOwnedWorkspaces(ctx: PersonContext): Promise<WireWorkspace[]> {
  const workspaces = await listWorkspaces(ctx)
  const owners = await listFirstAdmins(workspaces.map(({ id }) => id))
  return workspaces.map(({ id, name }) => ({ id, name, owner: owners.get(id) ?? '' }))
}
