import { createHash } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { addAbortSignal, type Readable } from 'node:stream'
import { WrongSize } from './errors'
import type { ObjectWrite } from './object-store'

interface Received {
  /** MD5 in hex, as S3's ETag of an object that came in one piece. */
  etag: string
  stats: BigIntStats
}

/**
 * Writes `body` to a new file at `path` and waits until the disk has it. The MD5 of a piece is made while that piece is written: of a
 * stream these are some 320 KiB, which hold the loop for half a millisecond.
 */
export async function receive(path: string, { key, body, options }: ObjectWrite): Promise<Received> {
  const { signal, size } = options
  const file = await open(path, 'wx')
  try {
    const { etag, written } = await writeChunks(file, chunksOf(body, signal), (bytes) => {
      if (size !== undefined && bytes > size) throw new WrongSize(key, size)
    })
    if (size !== undefined && written !== size) throw new WrongSize(key, size)
    await file.sync()
    return { etag, stats: await file.stat({ bigint: true }) }
  } catch (error) {
    throw signal?.aborted ? signal.reason : error
  } finally {
    await file.close()
  }
}

async function writeChunks(file: FileHandle, chunks: AsyncIterable<Buffer>, check: (bytes: number) => void) {
  const md5 = createHash('md5')
  let written = 0
  for await (const chunk of chunks) {
    written += chunk.length
    check(written)
    const writing = file.writeFile(chunk)
    md5.update(chunk)
    await writing
  }
  return { etag: md5.digest('hex'), written }
}

async function* chunksOf(body: Readable | Uint8Array, signal?: AbortSignal): AsyncIterable<Buffer> {
  signal?.throwIfAborted()
  if (body instanceof Uint8Array) yield toBuffer(body)
  else for await (const chunk of signal ? addAbortSignal(signal, body) : body) yield toBuffer(chunk)
}

function toBuffer(chunk: Uint8Array | string): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk)
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
}
