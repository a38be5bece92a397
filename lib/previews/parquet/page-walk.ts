import type { Range, RangeReader } from './byte-ranges'
import { MAX_HEADER_BYTES, type PageSpan, readPageHeader } from './pages'

/** Each header costs a round trip; past this many the caller falls back to the whole chunk, or asks. */
const MAX_STEPS = 48

/** Pages of a chunk without an index, found by hopping from header to header. Goes on where it stopped. */
export class PageWalk {
  readonly pages: PageSpan[] = []
  private position: number
  private rows = 0

  constructor(
    private readonly whole: Range,
    /** In a repeated column a page of version 1 counts values, not rows. */
    private readonly repeated: boolean,
  ) {
    this.position = whole.start
  }

  /** Whether the pages up to `endRow` are known now. False: too many steps, or pages that do not say their rows. */
  async reach(endRow: number, ranges: RangeReader, signal?: AbortSignal): Promise<boolean> {
    for (let step = 0; step < MAX_STEPS; step++) {
      if (this.rows >= endRow || this.position >= this.whole.end) return true
      if (!(await this.step(ranges, signal))) return false
    }
    return this.rows >= endRow
  }

  private async step(ranges: RangeReader, signal?: AbortSignal): Promise<boolean> {
    const start = this.position
    const [bytes = new Uint8Array(0)] = await ranges.read(
      [{ start, end: Math.min(start + MAX_HEADER_BYTES, this.whole.end) }],
      signal,
    )
    const header = readPageHeader(bytes, 0)
    const end = start + header.headerBytes + header.compressedSize
    this.position = end
    if (header.kind !== 'data') return true
    const rows = header.rowCount ?? (this.repeated ? null : header.valueCount)
    if (rows === null) return false
    this.pages.push({ start, end, firstRow: this.rows, endRow: this.rows + rows })
    this.rows += rows
    return true
  }
}
