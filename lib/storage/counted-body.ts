import { Readable } from 'node:stream'
import { AppError } from '@/lib/errors'
import { WrongSize } from './errors'

type Announced = { key: string; size: number }

/** The same body, failing as soon as it is longer or shorter than announced: the server would wait for the rest, or drop it. */
export function counting(body: Readable, { key, size }: Announced, failed: AbortController): Readable {
  const counted = Readable.from(countedChunks(body, key, size), { objectMode: false })
  counted.once('error', () => failed.abort())
  return counted
}

async function* countedChunks(body: Readable, key: string, size: number): AsyncGenerator<Buffer> {
  let seen = 0
  for await (const chunk of body) {
    seen += chunk.length
    if (seen > size) throw new WrongSize(key, size)
    yield chunk
  }
  if (seen !== size) throw new WrongSize(key, size)
}

/** The body that a server sends, failing as soon as it is longer or shorter than its head says. Closing it closes that of the server. */
export function exactly(body: Readable, { key, size }: Announced): Readable {
  // Whoever reads it later still learns of an error that comes before.
  body.on('error', () => undefined)
  return Readable.from(exactChunks(body, key, size), { objectMode: false }).once('close', () => body.destroy())
}

async function* exactChunks(body: Readable, key: string, size: number): AsyncGenerator<Buffer> {
  try {
    yield* countedChunks(body, key, size)
  } catch (error) {
    if (!(error instanceof WrongSize)) throw error
    throw new AppError('unavailable', `The storage server did not send ${JSON.stringify(key)} as long as it is.`)
  }
}
