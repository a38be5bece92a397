import 'server-only'
import { ObjectNotFound } from '@/lib/storage/errors'
import { holding } from '@/lib/storage/key-lock'
import type { ObjectStore } from '@/lib/storage/object-store'
import { failed, isAmong } from './conditions'
import { headerOf } from './object-attributes'
import type { BucketCall } from './s3-call'
import { notImplemented } from './s3-failure'

/** What must be true for a write to become visible. */
export type WriteCondition = { overwrite: boolean; match: string | null }

/** Reads `If-None-Match: *` and `If-Match: <etag>` of a request that makes an object. */
export function readWriteCondition(call: BucketCall): WriteCondition {
  const noneMatch = headerOf(call, 'if-none-match')
  if (noneMatch !== undefined && noneMatch !== '*') throw notImplemented('If-None-Match other than * on a write')
  const match = headerOf(call, 'if-match')?.replace(/^"(.*)"$/, '$1') ?? null
  return { overwrite: noneMatch === undefined, match }
}

/** The same for the store, which decides once more when it writes: others write too, past the look. */
export function storeCondition({ match }: Pick<WriteCondition, 'match'>): { ifMatch?: string } {
  return match === null || match === '*' ? {} : { ifMatch: match }
}

type Guarded = { store: ObjectStore; match: string | null; overwrite: boolean }

/**
 * Runs a write that replaces only one version, or none at all. What is there is looked at when the bytes are all there and verified, by one writer at
 * a time in this process: `write` gets the look, to call it then. Not every store decides: Ceph 16 completes an upload whatever its
 * condition says.
 */
export async function guardedWrite<T>(
  call: BucketCall,
  { store, match, overwrite }: Guarded,
  write: (look: () => Promise<void>) => Promise<T>,
): Promise<T> {
  if (match === null && overwrite) return write(async () => {})
  let done = () => {}
  const written = new Promise<void>((resolve) => {
    done = resolve
  })
  const name = JSON.stringify(['s3 condition', call.ctx.workspace.id, call.storage, call.target.key])
  const look = () =>
    new Promise<void>((resolve, reject) => {
      const lookAndHold = async () => {
        await requireCondition(store, call, match).then(resolve, reject)
        await written
      }
      holding([name], lookAndHold, call.signal).catch(reject)
    })
  try {
    return await write(look)
  } finally {
    done()
  }
}

/** `match` null: nothing may be there. */
async function requireCondition(store: ObjectStore, { target, signal }: BucketCall, match: string | null) {
  const info = await store.head(target.key, { signal })
  if (match === null) {
    if (info) throw failed()
    return
  }
  if (!info) throw new ObjectNotFound(target.key)
  if (!isAmong([match], info.etag)) throw failed()
}
