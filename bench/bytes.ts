import { randomFillSync } from 'node:crypto'
import { Readable } from 'node:stream'

const CHUNK = randomFillSync(Buffer.alloc(1024 * 1024))

/** A stream of `size` bytes that no disk or network compresses. */
export function bytes(size: number): Readable {
  return Readable.from(chunks(size), { objectMode: false, highWaterMark: CHUNK.length })
}

function* chunks(size: number): Generator<Buffer> {
  for (let left = size; left > 0; left -= CHUNK.length) yield left >= CHUNK.length ? CHUNK : CHUNK.subarray(0, left)
}

/** Reads a stream to its end and answers how many bytes came. */
export async function drain(stream: AsyncIterable<Uint8Array>): Promise<number> {
  let total = 0
  for await (const chunk of stream) total += chunk.length
  return total
}

/** Seconds that `work` takes. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
