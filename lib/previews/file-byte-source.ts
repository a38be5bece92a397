import { open } from 'node:fs/promises'
import { type ByteSource, emptyStats } from './byte-source'

/** A source over a local file, for tests and measurements. */
export async function fileByteSource(path: string): Promise<ByteSource & { close(): Promise<void> }> {
  const handle = await open(path)
  const stats = emptyStats()
  return {
    byteLength: (await handle.stat()).size,
    stats,
    async slice(start, end) {
      const part = new Uint8Array(Math.max(0, end - start))
      const { bytesRead } = await handle.read(part, 0, part.byteLength, start)
      stats.bytes += bytesRead
      stats.requests++
      return part.subarray(0, bytesRead)
    },
    close: () => handle.close(),
  }
}
