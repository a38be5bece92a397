import type { GcsBucket } from './gcs-client'
import { UPLOADS_FOLDER } from './gcs-keys'
import { removeGcs } from './gcs-remove'
import type { GcsObject } from './gcs-translation'
import { listGcsFolder, uploadOf } from './gcs-uploads'

/** Longer than any address of a part is good for, however much this clock and Google's differ. */
const ADDRESSES_END_MS = 15 * 60_000
/** An upload that nobody sent anything to for so long is over. */
const ABANDONED_MS = 7 * 24 * 3600_000
const SWEEP_EVERY_MS = 3600_000

/**
 * Removes parts that came after the end of their upload, by an address that outlived it, and uploads of which nothing was heard for a
 * week. `now`: milliseconds since 1970.
 */
export async function removeAbandonedGcs(bucket: GcsBucket, now = Date.now()): Promise<void> {
  const uploads = new Map<string, GcsObject[]>()
  for (const object of await listGcsFolder(bucket, UPLOADS_FOLDER)) {
    const id = uploadOf(object.name)?.id
    if (id === undefined) continue
    const objects = uploads.get(id) ?? []
    objects.push(object)
    uploads.set(id, objects)
  }
  for (const objects of uploads.values()) {
    const isOpen = objects.some(({ name }) => uploadOf(name)?.isMark)
    const idleMs = now - Math.max(...objects.map(changedAt))
    if (idleMs < (isOpen ? ABANDONED_MS : ADDRESSES_END_MS)) continue
    await removeAll(
      bucket,
      objects.map(({ name }) => name),
    )
  }
}

/** Sweeps with the first call, and then once an hour at most. Nobody waits for it, and what is refused is tried again. */
export function gcsSweeper(bucket: GcsBucket): () => void {
  let next = 0
  return () => {
    if (Date.now() < next) return
    next = Date.now() + SWEEP_EVERY_MS
    removeAbandonedGcs(bucket).catch(() => undefined)
  }
}

/** As many at once as one call takes; the last one, which describes the upload, at the end. */
async function removeAll(bucket: GcsBucket, names: string[]): Promise<void> {
  for (let i = 0; i < names.length; i += 1000) await removeGcs(bucket, names.slice(i, i + 1000))
}

const changedAt = ({ updated }: GcsObject) => Date.parse(updated ?? '') || Date.now()
