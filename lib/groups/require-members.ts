import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { listMembers } from '@/lib/people/list-members'

/** Throws `invalid` for a username that nobody in the workspace has. */
export async function requireMembers(ctx: Context, usernames: string[]): Promise<void> {
  const known = new Set((await listMembers(ctx)).map(({ username }) => username))
  const unknown = usernames.find((username) => !known.has(username))
  if (unknown) throw new AppError('invalid', `Nobody in this workspace has the username ${unknown}.`)
}
