// Enough for the parts of one upload at a time; what further uploads allocate is collected.
const MAX_KEPT = 4

/**
 * Buffers that upload parts are gathered in, used again and again: allocating 8 MiB per part makes the garbage collector
 * run for a third of the time of an upload.
 */
interface PartBuffers {
  lease(): Buffer
  /** Gives a buffer back once nothing reads it any more. */
  release(buffer: Buffer): void
}

const kept = new Map<number, Buffer[]>()

/** The process's buffers of one size, in bytes. */
export function partBuffers(bytes: number): PartBuffers {
  const free = kept.get(bytes) ?? []
  kept.set(bytes, free)
  return {
    lease: () => free.pop() ?? Buffer.allocUnsafeSlow(bytes),
    release: (buffer) => {
      if (free.length < MAX_KEPT) free.push(buffer)
    },
  }
}
