import { createHash } from 'node:crypto'
import { AppError } from '@/lib/errors'
import { type GcsBucket, objectPath } from './gcs-client'
import type { GcsObject } from './gcs-translation'

/**
 * Checks bytes that are sent against what Google says it has stored. By MD5, which Node makes fast: in JavaScript the
 * CRC32C of a large file would keep everybody else waiting.
 */
export class SentChecksum {
  #hash = createHash('md5')
  #bytes = 0
  #digest: string | undefined

  update(bytes: Uint8Array): this {
    this.#hash.update(bytes)
    this.#bytes += bytes.length
    return this
  }

  /** Bytes so far. */
  get size(): number {
    return this.#bytes
  }

  /** As Google writes it, in base64. Nothing can be added afterwards. */
  digest(): string {
    this.#digest ??= this.#hash.digest('base64')
    return this.#digest
  }
}

/** Takes an object back, and throws `unavailable`, when it does not hold the bytes that were sent. */
export async function requireSent(bucket: GcsBucket, stored: GcsObject, sent: SentChecksum): Promise<void> {
  const isWhole = stored.size === undefined || Number(stored.size) === sent.size
  if (isWhole && (!stored.md5Hash || stored.md5Hash === sent.digest())) return
  const params = { ...(stored.generation && { generation: stored.generation }) }
  await bucket.request({ path: objectPath(bucket, stored.name), method: 'DELETE', params }).catch(() => undefined)
  throw new AppError(
    'unavailable',
    `${JSON.stringify(stored.name)} was damaged on its way to the storage. Send it again.`,
  )
}
