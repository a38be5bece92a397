import type { FileHandle } from 'node:fs/promises'
import { addAbortSignal, Readable } from 'node:stream'
import { ObjectChanged } from './errors'
import { toStorageError } from './filesystem-errors'

const CHUNK_BYTES = 256 * 1024
/** Read ahead of a slow reader, so that disk and socket work at once. */
const AHEAD_BYTES = 1024 * 1024

/** The bytes `[start, end)` of an open file, which is closed with the stream. Fails where the file became shorter meanwhile. */
export function fileBody(
  file: FileHandle,
  { key, start, end }: { key: string; start: number; end: number },
  signal?: AbortSignal,
): Readable {
  let position = start
  const body = new Readable({
    highWaterMark: AHEAD_BYTES,
    read() {
      readChunk(file, position, Math.min(CHUNK_BYTES, end - position)).then(
        (chunk) => {
          position += chunk?.length ?? 0
          // Nothing where there were bytes: somebody cut the file.
          if (chunk?.length === 0) this.destroy(new ObjectChanged(key))
          else this.push(chunk)
        },
        (error) => this.destroy(error),
      )
    },
    destroy(error, callback) {
      file.close().then(
        () => callback(error),
        (failure) => callback(error ?? failure),
      )
    },
  })
  return signal ? addAbortSignal(signal, body) : body
}

async function readChunk(file: FileHandle, position: number, length: number): Promise<Buffer | null> {
  if (length === 0) return null
  const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, position).catch((error) => {
    throw toStorageError(error)
  })
  return buffer.subarray(0, bytesRead)
}
