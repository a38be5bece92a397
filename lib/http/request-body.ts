import 'server-only'
import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'

// A few socket reads: enough to keep the disk busy, nothing to speak of in memory.
const BUFFERED_BYTES = 256 * 1024

/**
 * The body of a request as a stream of its own. Whoever reads it may stop half-way: that destroys this stream and leaves
 * the socket alone, so that the answer, which says why, still reaches the sender. `watch` sees every piece on its way.
 */
export function requestBody(
  incoming: IncomingMessage,
  watch: (pieces: AsyncIterable<Buffer>) => AsyncIterable<Buffer> = (pieces) => pieces,
): Readable {
  const chunks = incoming.iterator({ destroyOnReturn: false })
  return Readable.from(watch(chunks), { objectMode: false, highWaterMark: BUFFERED_BYTES })
}

/** Bytes of the body as its sender announces them; undefined for a chunked one. Node refuses what is no number. */
export function contentLength({ headers }: IncomingMessage): number | undefined {
  const length = headers['content-length']
  return length === undefined ? undefined : Number(length)
}
