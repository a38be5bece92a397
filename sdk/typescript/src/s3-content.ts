/** What a file can be written from. */
export type S3Content =
  | string
  | Uint8Array
  | ArrayBuffer
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>

/** Content that is at hand, so that any part of it can be sent, and sent again. */
export type SizedContent = Uint8Array | Blob

/** Bytes of content that is at hand; null for a stream. */
export function sized(content: S3Content): SizedContent | null {
  if (typeof content === 'string') return new TextEncoder().encode(content)
  if (content instanceof ArrayBuffer) return new Uint8Array(content)
  return content instanceof Uint8Array || content instanceof Blob ? content : null
}

export function sizeOf(content: SizedContent): number {
  return content instanceof Blob ? content.size : content.byteLength
}

/** The parts of content that is at hand. A Blob's are not read before they are sent. */
export function* slices(content: SizedContent, partBytes: number): Generator<Uint8Array<ArrayBuffer> | Blob> {
  const size = sizeOf(content)
  for (let start = 0; start < size; start += partBytes) yield sliceOf(content, start, Math.min(start + partBytes, size))
}

/** A stream in parts of exactly `partBytes`; only the last may be shorter. Leaving it early cancels the stream. */
export async function* cut(
  content: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>,
  partBytes: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let part = new Uint8Array(partBytes)
  let filled = 0
  for await (const chunk of chunksOf(content)) {
    for (let taken = 0; taken < chunk.byteLength; ) {
      const piece = chunk.subarray(taken, taken + partBytes - filled)
      part.set(piece, filled)
      taken += piece.byteLength
      filled += piece.byteLength
      if (filled < partBytes) continue
      yield part
      part = new Uint8Array(partBytes)
      filled = 0
    }
  }
  if (filled > 0) yield part.subarray(0, filled)
}

/** Parts after one another in one array. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let end = 0
  for (const part of parts) {
    whole.set(part, end)
    end += part.byteLength
  }
  return whole
}

function sliceOf(content: SizedContent, start: number, end: number): Uint8Array<ArrayBuffer> | Blob {
  return content.slice(start, end)
}

async function* chunksOf(content: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (!(content instanceof ReadableStream)) return yield* content
  // Not every browser lets a stream be iterated.
  const reader = content.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel()
  }
}
