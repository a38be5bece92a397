import 'server-only'
import { LRUCache } from 'lru-cache'
import type { Context } from '@/lib/auth/context'
import { isShortLived } from '@/lib/auth/credential'
import { processWide } from '@/lib/shared'
import type { ObjectStore } from '@/lib/storage/object-store'
import { findToken } from '@/lib/tokens/find-token'
import { noteFileUse } from './note-file-use'
import { observedStore } from './observed-store'
import { findRunIdOfToken } from './store'

/** The store of a storage as a script has it: what it reads and writes is kept with its run. For anybody else the store itself. */
export async function observe(ctx: Context, storage: string, store: ObjectStore): Promise<ObjectStore> {
  const runId = await runOf(ctx)
  if (runId === null) return store
  const workspaceId = ctx.workspace.id
  return observedStore(store, (use) => noteFileUse({ ...use, runId, workspaceId, storage }))
}

/** The run whose token the actor came with, or credentials that it made for a connection. */
async function runOf({ credential }: Context): Promise<string | null> {
  if (credential.kind === 'session' || !isShortLived(credential.made)) return null
  const known = runs().get(credential.id)
  if (known !== undefined) return known
  let token = await findToken(credential.id)
  while (token?.kind === 'ephemeral' && token.parentId) token = await findToken(token.parentId)
  const runId = token?.kind === 'run' ? await findRunIdOfToken(token.id) : null
  if (runId !== null) runs().set(credential.id, runId)
  return runId
}

const runs = () => processWide('runs-of-tokens', () => new LRUCache<string, string>({ max: 2000 }))
