/** What a preview has cost so far. */
export interface ReadStats {
  bytes: number
  requests: number
  milliseconds: number
}

/** The waist between storage and previews: a file of known length, read in parts. Ranges are half-open. */
export interface ByteSource {
  readonly byteLength: number
  readonly stats: ReadStats
  slice(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array>
}

/** A source over bytes that are already here. */
export function memorySource(bytes: Uint8Array): ByteSource {
  const stats = emptyStats()
  return {
    byteLength: bytes.byteLength,
    stats,
    async slice(start, end) {
      const part = bytes.subarray(start, end)
      stats.bytes += part.byteLength
      stats.requests++
      return part
    },
  }
}

/** Stats of a source that has not read anything yet. */
export const emptyStats = (): ReadStats => ({ bytes: 0, requests: 0, milliseconds: 0 })

/** What two readings cost together. */
export const addStats = (one: ReadStats, other: ReadStats): ReadStats => ({
  bytes: one.bytes + other.bytes,
  requests: one.requests + other.requests,
  milliseconds: one.milliseconds + other.milliseconds,
})

/** Serves a part that has been read already from memory, and asks only for what follows it. */
export function withKnown(source: ByteSource, known: Uint8Array, knownStart = 0): ByteSource {
  const knownEnd = knownStart + known.length
  return {
    byteLength: source.byteLength,
    stats: source.stats,
    slice: async (start, end, signal) => {
      const last = Math.min(end, source.byteLength)
      if (start < knownStart || start >= knownEnd) return source.slice(start, end, signal)
      const here = known.subarray(start - knownStart, last - knownStart)
      return last <= knownEnd ? here : joined(here, await source.slice(knownEnd, last, signal))
    },
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length)
  whole.set(first)
  whole.set(second, first.length)
  return whole
}
