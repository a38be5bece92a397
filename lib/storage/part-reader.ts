import { once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'

/** Cuts a body into parts of exactly the asked length; only the last may be shorter. */
export interface PartReader {
  /** The next bytes, at most `length`; empty at the end of the body. */
  take(length: number): Promise<Buffer>
  /** Gathers the next bytes in `target`, at most its length and `length`; answers the filled beginning of it. */
  fill(target: Buffer, length: number): Promise<Buffer>
  /** The next `length` bytes as a stream, for parts too large to hold. Fails when the body ends before. */
  stream(length: number): Readable
  /** All that is left, as a stream. */
  rest(): Readable
  /** Puts bytes back in front. */
  unread(bytes: Buffer): void
  /** Whether the body is at its end. */
  ended(): Promise<boolean>
}

/** Reads a body part by part, never further ahead than one chunk. */
export function partReader(body: Readable | Uint8Array): PartReader {
  const source = body instanceof Readable ? body : Readable.from(body.length > 0 ? [body] : [])
  const chunks = source[Symbol.asyncIterator]()
  const pending: Buffer[] = []

  async function next(length: number): Promise<Buffer | null> {
    while (!pending[0]?.length) {
      pending.shift()
      if (pending.length > 0) continue
      const { done, value } = await chunks.next()
      if (done) return null
      pending.push(Buffer.isBuffer(value) ? value : Buffer.from(value))
    }
    const piece = pending[0].subarray(0, length)
    pending[0] = pending[0].subarray(piece.length)
    return piece
  }

  async function take(length: number): Promise<Buffer> {
    const pieces: Buffer[] = []
    let missing = length
    while (missing > 0) {
      const piece = await next(missing)
      if (!piece) break
      pieces.push(piece)
      missing -= piece.length
    }
    return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)
  }

  async function fill(target: Buffer, length: number): Promise<Buffer> {
    const wanted = Math.min(length, target.length)
    let filled = 0
    while (filled < wanted) {
      const piece = await next(wanted - filled)
      if (!piece) break
      filled += piece.copy(target, filled)
    }
    return target.subarray(0, filled)
  }

  function stream(length: number): Readable {
    const out = new PassThrough()
    pump(next, out, length).catch((error) => out.destroy(error))
    return out
  }

  async function* left() {
    for (;;) {
      const piece = await next(Number.POSITIVE_INFINITY)
      if (!piece) return
      yield piece
    }
  }

  async function ended(): Promise<boolean> {
    return (await next(0)) === null
  }

  return {
    take,
    fill,
    stream,
    rest: () => Readable.from(left(), { objectMode: false }),
    ended,
    unread: (bytes) => void pending.unshift(bytes),
  }
}

type Next = (length: number) => Promise<Buffer | null>

async function pump(next: Next, out: PassThrough, length: number): Promise<void> {
  let missing = length
  while (missing > 0) {
    const piece = await next(missing)
    if (!piece) throw new Error('The body ended early')
    missing -= piece.length
    if (!out.write(piece)) await once(out, 'drain')
  }
  out.end()
}
