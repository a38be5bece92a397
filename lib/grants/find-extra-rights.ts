import 'server-only'
import type { PathReader } from '@/lib/auth/context'
import { cachedIdentity } from '@/lib/people/identity-cache'
import type { ItemKind } from './schema'
import { findGrantsOf } from './store'
import { subjectsOf } from './subject'

/** What somebody may do with an item beyond its path: null nothing, false read, true change as well. */
export type ExtraRights = (kind: ItemKind, path: string) => boolean | null

/** All extra permissions of the actor, by name or by group, with one question to the database; remembered like identities. */
export async function findExtraRights(ctx: PathReader): Promise<ExtraRights> {
  const workspaceId = ctx.workspace.id
  const subjects = subjectsOf(ctx)
  const rights = await cachedIdentity(`grants:${workspaceId}:${JSON.stringify(subjects)}`, async () => {
    const found = new Map<string, boolean>()
    for (const { kind, path, write } of await findGrantsOf(workspaceId, subjects))
      found.set(`${kind}:${path}`, write || (found.get(`${kind}:${path}`) ?? false))
    return found
  })
  return (kind, path) => rights?.get(`${kind}:${path}`) ?? null
}
