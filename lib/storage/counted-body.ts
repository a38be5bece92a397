import { Readable } from 'node:stream'
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
