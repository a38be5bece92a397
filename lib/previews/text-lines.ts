import { LRUCache } from 'lru-cache'
import { type ByteSource, withKnown } from './byte-source'
import { decodeText, type Encoding, type EncodingGuess, guessEncoding, unitBytes, visibleControls } from './encoding'

/** One line on screen: a line of the file, or a piece of one that is too long for the screen. */
interface TextRow {
  start: number
  end: number
  text: string
  /** The row goes on with a line that began before. */
  continues: boolean
}

interface TextBlock {
  rows: TextRow[]
  /** Lines of the file that begin in this block. */
  lineCount: number
}

export const BLOCK_BYTES = 128 * 1024
/** A longer line is cut into pieces of this many bytes. */
const PIECE_BYTES = 1024
const KEPT_BLOCKS = 48

/** Opens a text of any size: only its beginning is read. */
export async function openText(source: ByteSource, signal?: AbortSignal): Promise<TextLines> {
  const head = await source.slice(0, Math.min(BLOCK_BYTES + PIECE_BYTES, source.byteLength), signal)
  return new TextLines(withKnown(source, head), guessEncoding(head))
}

/**
 * The file in blocks of fixed size that can be read in any order. Which rows belong to a block follows from its own bytes
 * and a few around it, so the end of a gigabyte is shown without reading what is before.
 */
export class TextLines {
  readonly blockCount: number
  readonly encoding: Encoding
  readonly encodingNote: string | null
  private readonly bomBytes: number
  private readonly kept = new LRUCache<number, TextBlock>({ max: KEPT_BLOCKS })
  private readonly counts: ({ rows: number; lines: number } | undefined)[] = []
  private countedRows = 0
  private countedBlocks = 0

  constructor(
    private readonly source: ByteSource,
    { encoding, bomBytes, note }: EncodingGuess,
  ) {
    this.encoding = encoding
    this.encodingNote = note
    this.bomBytes = bomBytes
    this.blockCount = Math.ceil(source.byteLength / BLOCK_BYTES)
  }

  /** A block that has been read and not yet dropped. */
  loaded(block: number): TextBlock | undefined {
    return this.kept.get(block)
  }

  async load(block: number, signal?: AbortSignal): Promise<TextBlock> {
    const known = this.kept.get(block)
    if (known) return known
    const start = block * BLOCK_BYTES
    const before = block === 0 ? 0 : unitBytes(this.encoding)
    const end = Math.min(start + BLOCK_BYTES + PIECE_BYTES, this.source.byteLength)
    const bytes = await this.source.slice(start - before, end, signal)
    const found = splitBlock(bytes, { start, before, encoding: this.encoding, skip: block === 0 ? this.bomBytes : 0 })
    this.kept.set(block, found)
    this.note(block, found)
    return found
  }

  /** Rows of a block: exact once it has been read, until then as many as the others have on average. */
  rowsIn(block: number): number {
    return this.counts[block]?.rows ?? this.averageRows
  }

  /** Number of the first line that begins in a block, from 1; null while a block before it is unread. */
  firstLine(block: number): number | null {
    let line = 1
    for (let i = 0; i < block; i++) {
      const count = this.counts[i]
      if (!count) return null
      line += count.lines
    }
    return line
  }

  /** Rows before a block, estimated where unread. */
  rowsBefore(block: number): number {
    let rows = 0
    for (let i = 0; i < block; i++) rows += this.rowsIn(i)
    return rows
  }

  get rowCount(): number {
    return this.rowsBefore(this.blockCount)
  }

  /** Whether every block has been read at some time, so that the count of rows is exact. */
  get complete(): boolean {
    return this.countedBlocks === this.blockCount
  }

  /** The block that holds a row, and the row's place in it. */
  locate(row: number): { block: number; offset: number } {
    let rest = Math.max(0, row)
    for (let block = 0; block < this.blockCount; block++) {
      const rows = this.rowsIn(block)
      if (rest < rows) return { block, offset: rest }
      rest -= rows
    }
    const last = Math.max(0, this.blockCount - 1)
    return { block: last, offset: this.rowsIn(last) }
  }

  /** Lines of all blocks that have been read. */
  linesKnown(): { known: number; complete: boolean } {
    const known = this.counts.reduce((sum, count) => sum + (count?.lines ?? 0), 0)
    return { known, complete: this.complete }
  }

  /** Rows that contain the words, whatever their case, in the blocks that are at hand. */
  findRows(words: string): number[] {
    const wanted = words.toLowerCase()
    const found: number[] = []
    for (const block of [...this.kept.keys()].sort((a, b) => a - b)) {
      const before = this.rowsBefore(block)
      for (const [index, { text }] of (this.kept.get(block)?.rows ?? []).entries()) {
        if (text.toLowerCase().includes(wanted)) found.push(before + index)
      }
    }
    return found
  }

  private get averageRows(): number {
    return this.countedBlocks === 0 ? BLOCK_BYTES / 80 : Math.max(1, Math.round(this.countedRows / this.countedBlocks))
  }

  private note(block: number, { rows, lineCount }: TextBlock): void {
    if (this.counts[block]) return
    this.counts[block] = { rows: rows.length, lines: lineCount }
    this.countedRows += rows.length
    this.countedBlocks++
  }
}

interface BlockPlace {
  /** Byte of the file at which the block begins. */
  start: number
  /** Bytes of the block before that are in front of it. */
  before: number
  encoding: Encoding
  skip: number
}

/** Cuts a block into rows. The block before and the block after come to the same borders by the same rules. */
function splitBlock(bytes: Uint8Array, { start, before, encoding, skip }: BlockPlace): TextBlock {
  const units = new Units(bytes, encoding)
  const blockEnd = Math.min(bytes.length, before + BLOCK_BYTES)
  const rows: TextRow[] = []
  let lineCount = 0
  let position = before + skip
  let continues = false
  if (before > 0 && !units.isLineEnd(0)) {
    // The block before shows this line up to its end if that is near, else it left the rest to this one.
    const lineEnd = units.findLineEnd(before, before + PIECE_BYTES)
    if (lineEnd !== null) position = lineEnd
    else {
      position = units.atCharacter(before)
      continues = true
    }
  }
  while (position < blockEnd) {
    const end = rowEnd(units, position, blockEnd)
    const text = visibleControls(decodeText(bytes.subarray(position, units.withoutLineEnd(position, end)), encoding))
    rows.push({ start: start - before + position, end: start - before + end, text, continues })
    if (!continues) lineCount++
    continues = !units.endsLine(end)
    position = end
  }
  return { rows, lineCount }
}

function rowEnd(units: Units, position: number, blockEnd: number): number {
  const near = units.findLineEnd(position, Math.min(position + PIECE_BYTES, units.length))
  if (near !== null) return near
  if (position + PIECE_BYTES < blockEnd) return units.atCharacter(position + PIECE_BYTES)
  const beyond = units.findLineEnd(blockEnd, Math.min(blockEnd + PIECE_BYTES, units.length))
  if (beyond !== null && beyond - position <= PIECE_BYTES * 2) return beyond
  return units.length - blockEnd < PIECE_BYTES ? units.length : units.atCharacter(blockEnd)
}

/** Bytes seen as characters of one or two bytes, as far as line ends need it. */
class Units {
  readonly length: number
  private readonly size: number
  private readonly low: number

  constructor(
    private readonly bytes: Uint8Array,
    private readonly encoding: Encoding,
  ) {
    this.size = unitBytes(encoding)
    this.low = encoding === 'utf-16be' ? 1 : 0
    this.length = bytes.length
  }

  isLineEnd(position: number): boolean {
    if (this.size === 1) return this.bytes[position] === 10
    return this.bytes[position + this.low] === 10 && this.bytes[position + 1 - this.low] === 0
  }

  /** The position after the first line end in `[start, end)`. */
  findLineEnd(start: number, end: number): number | null {
    if (this.size === 1) {
      const found = this.bytes.subarray(start, end).indexOf(10)
      return found < 0 ? null : start + found + 1
    }
    for (let i = start; i + 1 < end; i += 2) if (this.isLineEnd(i)) return i + 2
    return null
  }

  endsLine(end: number): boolean {
    return end >= this.size && this.isLineEnd(end - this.size)
  }

  withoutLineEnd(start: number, end: number): number {
    if (!this.endsLine(end)) return end
    const bare = end - this.size
    const carriage = bare - this.size + (this.size === 1 ? 0 : this.low)
    return bare > start && this.bytes[carriage] === 13 ? bare - this.size : bare
  }

  /** The next position at which a character begins. */
  atCharacter(position: number): number {
    if (this.size === 2) return position & ~1
    let at = position
    if (this.encoding === 'utf-8') while (at < position + 3 && ((this.bytes[at] ?? 0) & 0xc0) === 0x80) at++
    return at
  }
}
