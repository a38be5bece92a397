import { LRUCache } from 'lru-cache'
import type { ByteSource } from '@/lib/previews/byte-source'

export interface Range {
  start: number
  end: number
}

/** Two ranges closer than this are read in one request: a round trip costs more than these bytes. */
const MERGE_GAP_BYTES = 128 * 1024
const MAX_REQUEST_BYTES = 16 * 1024 * 1024
const PARALLEL_REQUESTS = 6

/** Reads many small ranges with few requests and keeps the latest, bounded by bytes. */
export class RangeReader {
  private readonly kept: LRUCache<string, Uint8Array>

  constructor(
    private readonly source: ByteSource,
    maxKeptBytes: number,
  ) {
    this.kept = new LRUCache({ maxSize: maxKeptBytes, sizeCalculation: (bytes) => bytes.byteLength + 100 })
  }

  has(range: Range): boolean {
    return this.kept.has(keyOf(range))
  }

  /** What reading these ranges would transfer. */
  cost(ranges: Range[]): number {
    return ranges.filter((range) => !this.has(range)).reduce((sum, { start, end }) => sum + end - start, 0)
  }

  /** The bytes of every range, in the order given. */
  async read(ranges: Range[], signal?: AbortSignal): Promise<Uint8Array[]> {
    const found = new Map<string, Uint8Array>()
    for (const range of ranges) {
      const bytes = this.kept.get(keyOf(range))
      if (bytes) found.set(keyOf(range), bytes)
    }
    const missing = ranges.filter((range) => !found.has(keyOf(range)))
    const requests = merged(missing)
    const readNext = async (): Promise<void> => {
      const request = requests.pop()
      if (!request) return
      for (const [key, bytes] of await this.readMerged(request, signal)) found.set(key, bytes)
      await readNext()
    }
    await Promise.all(Array.from({ length: PARALLEL_REQUESTS }, readNext))
    return ranges.map((range) => found.get(keyOf(range)) ?? new Uint8Array(0))
  }

  private async readMerged({ start, end, parts }: Merged, signal?: AbortSignal): Promise<[string, Uint8Array][]> {
    const bytes = await this.source.slice(start, end, signal)
    return parts.map((part) => {
      const own = bytes.subarray(part.start - start, part.end - start)
      // A copy would double the memory; a view of a request that is wholly wanted does not.
      this.kept.set(keyOf(part), own)
      return [keyOf(part), own]
    })
  }
}

interface Merged extends Range {
  parts: Range[]
}

function merged(ranges: Range[]): Merged[] {
  const out: Merged[] = []
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = out.at(-1)
    const close = last && range.start - last.end <= MERGE_GAP_BYTES && range.end - last.start <= MAX_REQUEST_BYTES
    if (last && close) {
      last.end = Math.max(last.end, range.end)
      last.parts.push(range)
    } else out.push({ ...range, parts: [range] })
  }
  return out.reverse()
}

const keyOf = ({ start, end }: Range) => `${start}-${end}`
