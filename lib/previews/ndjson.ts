import { type ByteSource, withKnown } from './byte-source'
import { afterLineEnd } from './csv'
import { decodeText, type Encoding, guessEncoding, unitBytes } from './encoding'
import { childrenOf, JsonMistake, type JsonSpan, scanJson, stringAt } from './json-scan'
import { BLOCK_BYTES, type Row, RowBlocks, type RowFormat } from './row-blocks'

const MAX_COLUMNS = 1000
const MAX_CELL_CHARACTERS = 64 * 1024
const MAX_BROKEN_NOTED = 50

/** A file with one JSON value per line, as a table. */
export interface NdjsonFile {
  blocks: RowBlocks
  /** Names of all members in the first lines; lines that are no objects go to a column `value`. */
  columns: string[]
  encodingNote: string | null
  broken: { count: number; first: number[] }
}

/** Opens a file of JSON lines: the columns are those of the first 256 KiB. */
export async function openNdjson(source: ByteSource, signal?: AbortSignal): Promise<NdjsonFile> {
  const head = await source.slice(0, Math.min(BLOCK_BYTES + 3, source.byteLength), signal)
  const { encoding, bomBytes, note } = guessEncoding(head)
  const columns = columnsIn(linesOf(head.subarray(bomBytes), encoding, head.length >= source.byteLength).lines)
  const places = new Map(columns.map((name, index) => [name, index]))
  const broken: NdjsonFile['broken'] = { count: 0, first: [] }
  const format: RowFormat = {
    start: bomBytes,
    parse(bytes, last) {
      const { lines, consumed } = linesOf(bytes, encoding, last)
      return { rows: lines.map((line) => toRow(line, places)), consumed }
    },
    parseCut: (bytes) => toRow(decodeText(bytes, encoding), places),
    afterLineEnd: (bytes) => afterLineEnd(bytes, encoding),
  }
  const onRow = (row: Row, index: number) => {
    if (row.length === columns.length) return
    broken.count++
    if (broken.first.length < MAX_BROKEN_NOTED) broken.first.push(index)
  }
  return { blocks: new RowBlocks(withKnown(source, head), format, onRow), columns, encodingNote: note, broken }
}

function linesOf(bytes: Uint8Array, encoding: Encoding, last: boolean): { lines: string[]; consumed: number } {
  const end = last ? bytes.length : lastLineEnd(bytes, encoding)
  const lines = decodeText(bytes.subarray(0, end), encoding).split('\n')
  return { lines: lines.filter((line) => line.trim() !== ''), consumed: end }
}

function lastLineEnd(bytes: Uint8Array, encoding: Encoding): number {
  const unit = unitBytes(encoding)
  if (unit === 1) return bytes.lastIndexOf(10) + 1
  const low = encoding === 'utf-16le' ? 0 : 1
  for (let i = (bytes.length & ~1) - 2; i >= 0; i -= 2)
    if (bytes[i + low] === 10 && bytes[i + 1 - low] === 0) return i + 2
  return 0
}

function columnsIn(lines: string[]): string[] {
  const names = new Set<string>()
  for (const line of lines) {
    const value = find(line)
    if (value?.kind !== 'object') names.add('value')
    else for (const { key } of childrenOf(line, value).children) if (names.size < MAX_COLUMNS) names.add(String(key))
  }
  return [...names]
}

function find(line: string): JsonSpan | null {
  try {
    return scanJson(line)
  } catch (error) {
    if (error instanceof JsonMistake) return null
    throw error
  }
}

/** A line that is not JSON has one cell more than the others: the line itself, to be told apart. */
function toRow(line: string, places: Map<string, number>): Row {
  const value = find(line)
  const row: Row = Array.from({ length: places.size }, () => null)
  if (!value) return [...row, line.slice(0, MAX_CELL_CHARACTERS)]
  const members = value.kind === 'object' ? childrenOf(line, value).children : [{ ...value, key: 'value' }]
  for (const member of members) {
    const column = places.get(String(member.key))
    if (column !== undefined) row[column] = cellText(line, member)
  }
  return row
}

function cellText(line: string, value: JsonSpan): string | null {
  if (value.kind === 'null') return null
  const text = value.kind === 'string' ? stringAt(line, value) : line.slice(value.start, value.end)
  return text.length > MAX_CELL_CHARACTERS ? `${text.slice(0, MAX_CELL_CHARACTERS)}…` : text
}
