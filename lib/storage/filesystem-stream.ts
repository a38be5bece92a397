import { closeSync, read } from 'node:fs'
import { addAbortSignal, Readable } from 'node:stream'
import { promisify } from 'node:util'
import { ObjectChanged } from './errors'
import { toStorageError } from './filesystem-errors'

const CHUNK_BYTES = 256 * 1024
/** Read ahead of a slow reader, so that disk and socket work at once. */
const AHEAD_BYTES = 1024 * 1024

const readInto = promisify(read)

/** The bytes `[start, end)` of an open file, whose descriptor is closed with the stream. Fails where the file became shorter meanwhile. */
export function fileBody(
  descriptor: number,
  { key, start, end }: { key: string; start: number; end: number },
  signal?: AbortSignal,
): Readable {
  let position = start
  let reading: Promise<unknown> = Promise.resolve()
  const body = new Readable({
    highWaterMark: AHEAD_BYTES,
    read() {
      reading = readChunk(descriptor, position, Math.min(CHUNK_BYTES, end - position)).then(
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
      // A read under way has to end first: its number could be another file's by then.
      void reading.then(() => {
        const failure = failureOfClosing(descriptor)
        callback(error ?? failure)
      })
    },
  })
  return signal ? addAbortSignal(signal, body) : body
}

function failureOfClosing(descriptor: number): Error | null {
  try {
    closeSync(descriptor)
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

async function readChunk(descriptor: number, position: number, length: number): Promise<Buffer | null> {
  if (length === 0) return null
  const chunk = Buffer.allocUnsafe(length)
  const { bytesRead } = await readInto(descriptor, chunk, 0, length, position).catch((error) => {
    throw toStorageError(error)
  })
  return chunk.subarray(0, bytesRead)
}
