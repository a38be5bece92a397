import 'server-only'
import type { PersonContext } from '@/lib/auth/context'
import { listWorkspaces } from './list-workspaces'
import type { UserWorkspaces } from './schema'

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
      disabled: false,
    })),
  }
}
