import { createHash, type Hash } from 'node:crypto'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '@/lib/errors'
import type { ObjectStore } from '@/lib/storage/object-store'
import { SINGLE_PUT_BYTES, uploadPartBytes } from '@/lib/storage/s3-part-size'

/** The checksums of some content: those that stores tell as ETag. */
export class ContentDigest {
  bytes = 0
  private readonly whole = createHash('md5')
  private readonly partBytes: number
  private part: Hash | null
  private inPart = 0
  private readonly parts: Buffer[] = []

  constructor(size: number) {
    this.partBytes = uploadPartBytes(size)
    this.part = size > SINGLE_PUT_BYTES ? createHash('md5') : null
  }

  update(chunk: Uint8Array): void {
    this.bytes += chunk.length
    this.whole.update(chunk)
    for (let rest = chunk; this.part && rest.length > 0; ) {
      const piece = rest.subarray(0, this.partBytes - this.inPart)
      this.part.update(piece)
      this.inPart += piece.length
      rest = rest.subarray(piece.length)
      if (this.inPart === this.partBytes) this.endPart()
    }
  }

  /** MD5 of the whole, and the ETag that S3 gives to what our own upload in parts made of it. */
  end(): ContentChecksums {
    if (this.inPart > 0) this.endPart()
    const parts = this.parts.length > 0 ? createHash('md5').update(Buffer.concat(this.parts)).digest('hex') : null
    return { md5: this.whole.digest('hex'), inParts: parts && `${parts}-${this.parts.length}` }
  }

  private endPart(): void {
    if (!this.part) return
    this.parts.push(this.part.digest())
    this.part = createHash('md5')
    this.inPart = 0
  }
}

export type ContentChecksums = { md5: string; inParts: string | null }

/** Lets bytes through and counts them in. */
export function digesting(digest: ContentDigest, onBytes: (count: number) => void): Transform {
  return new Transform({
    highWaterMark: 1024 ** 2,
    transform(chunk: Buffer, _encoding, done) {
      digest.update(chunk)
      onBytes(chunk.length)
      done(null, chunk)
    },
  })
}

type Asked = { store: ObjectStore; key: string; etag: string | null; signal: AbortSignal }

/** Reads one version of an object and answers the MD5 of its content. */
export async function readChecksum({ store, key, etag, signal }: Asked): Promise<string> {
  const { body, info } = await store.read(key, { ifMatch: etag ?? undefined, signal })
  const hash = createHash('md5')
  let bytes = 0
  await pipeline(
    body,
    async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        hash.update(chunk)
        bytes += chunk.length
      }
    },
    { signal },
  )
  if (bytes === info.size) return hash.digest('hex')
  throw new AppError(
    'unavailable',
    `Reading ${JSON.stringify(key)} back broke off after ${bytes} of ${info.size} bytes.`,
  )
}
