import 'server-only'
import { AppError } from '@/lib/errors'
import { ObjectChanged, ObjectExists, StoreBusy } from '@/lib/storage/errors'
import type { ObjectInfo, ObjectStore } from '@/lib/storage/object-store'
import { SINGLE_PUT_BYTES } from '@/lib/storage/s3-part-size'
import { type ContentChecksums, ContentDigest, digesting } from './content-digest'
import type { Run } from './run'

/** One object at one of the ends: a store that was authorised for this very key. */
export type End = { store: ObjectStore; key: string }

/** `ifMatch`: ETag of the one version at the target that may be replaced. */
export type Copying = { from: End & { info: ObjectInfo }; to: End; overwrite: boolean; ifMatch?: string }

/** What passed here: its checksums, and the ETag that the target gave it. */
export type Sent = { checksums: ContentChecksums; etag: string | null }

type Placed = Pick<ObjectStore, 'place'>

/** Whether both ends are one bucket or folder, however they are reached. */
export function isSamePlace({ place: one }: Placed, { place: other }: Placed): boolean {
  return one !== undefined && one.server === other?.server && one.container === other.container
}

/**
 * Copies the bytes of one version with what is known of it: on the server where both ends are its, else through this process
 * with flat memory. Answers what was sent; null when it did not pass here. A copy that fails leaves nothing at the target.
 */
export async function copyContent(run: Run, copying: Copying): Promise<Sent | null> {
  const { from } = copying
  if (await copyOnServer(run, copying)) {
    run.meter.add(from.key, from.info.size)
    return null
  }
  const stream = () => copyThroughHere(run, copying)
  return from.info.size > SINGLE_PUT_BYTES ? run.large.run(stream) : stream()
}

/** False where the server cannot, or does not let us. */
async function copyOnServer(run: Run, { from, to, overwrite, ifMatch }: Copying): Promise<boolean> {
  const { signal } = run
  const { place } = from.store
  const { copy, copyFrom, place: there } = to.store
  if (!place || !there || place.server !== there.server || place.account !== there.account) return false
  const same = place.container === there.container
  if (same ? !copy : !copyFrom) return false
  try {
    const options = { overwrite, ifMatch, signal }
    if (same) await copy?.call(to.store, from.key, to.key, options)
    else await copyFrom?.call(to.store, place.container, from.key, to.key, options)
    return true
  } catch (error) {
    if (error instanceof ObjectExists || error instanceof ObjectChanged || signal.aborted) throw error
    // Both ends may allow reading and writing where a copy by the server is refused or not known.
    if (!same && error instanceof AppError && isRefusal(run, error)) return false
    throw error
  }
}

/** What may pass is no refusal as long as it is tried again: all bytes would pass here for one busy moment of the server. */
function isRefusal({ isLastTry, serverCopies }: Run, error: AppError): boolean {
  if (error.code !== 'unavailable') return error.code !== 'not_found'
  if (error instanceof StoreBusy) return false
  serverCopies.givenUp ||= isLastTry === true
  return serverCopies.givenUp
}

async function copyThroughHere({ signal, meter }: Run, { from, to, overwrite, ifMatch }: Copying): Promise<Sent> {
  const tags = await tagsToCarry(from, to, signal)
  const { info, body } = await from.store.read(from.key, { ifMatch: from.info.etag ?? undefined, signal })
  const digest = new ContentDigest(info.size)
  const bytes = digesting(digest, (count) => meter.add(from.key, count))
  // `pipe` passes no failure on: without this the target would wait for ever for bytes that do not come.
  body.once('error', (error) => bytes.destroy(error))
  bytes.once('close', () => body.destroy())
  body.pipe(bytes)
  const { etag } = await to.store.write(to.key, bytes, {
    contentType: info.contentType ?? undefined,
    contentDisposition: info.contentDisposition ?? undefined,
    contentEncoding: info.contentEncoding ?? undefined,
    cacheControl: info.cacheControl ?? undefined,
    metadata: info.metadata,
    tags,
    size: info.size,
    overwrite,
    ifMatch,
    signal,
  })
  return { checksums: digest.end(), etag }
}

/** Those of the source, where both ends keep tags. One that has some which may not be read is not copied without them. */
async function tagsToCarry({ store, key, info }: Copying['from'], to: End, signal: AbortSignal) {
  return info.tagCount && to.store.tags ? store.tags?.read(key, { signal }) : undefined
}
