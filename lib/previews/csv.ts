import Papa from 'papaparse'
import { type ByteSource, withKnown } from './byte-source'
import { byteString, bytesOf, decodeText, type Encoding, guessEncoding, unitBytes } from './encoding'
import { BLOCK_BYTES, type Row, RowBlocks, type RowFormat } from './row-blocks'

interface CsvOptions {
  /** Null: guessed from the first rows. */
  delimiter: string | null
}

interface RaggedRow {
  /** From 0, the header included. */
  row: number
  cells: number
}

/** Enough to guess from. */
const SAMPLE_BYTES = 64 * 1024
export const MAX_CSV_COLUMNS = 5000
const MAX_CELL_CHARACTERS = 64 * 1024
const MAX_RAGGED_NOTED = 50

/** A CSV file, read from the start as far as it is looked at. */
export interface CsvFile {
  blocks: RowBlocks
  delimiter: string
  encoding: Encoding
  encodingNote: string | null
  /** Cells of the first row: what the others are held against. */
  width: number
  ragged: { count: number; first: RaggedRow[] }
  /** Columns past MAX_CSV_COLUMNS, in the widest row so far. */
  columnsLeftOut: number
}

/** Opens a CSV: finds out encoding and delimiter from the first bytes. */
export async function openCsv(source: ByteSource, { delimiter }: CsvOptions, signal?: AbortSignal): Promise<CsvFile> {
  const head = await source.slice(0, Math.min(BLOCK_BYTES + 3, source.byteLength), signal)
  const { encoding, bomBytes, note } = guessEncoding(head)
  const wide = unitBytes(encoding) === 2
  const sample = unitText(head.subarray(bomBytes, SAMPLE_BYTES), encoding)
  const guess = Papa.parse(sample, { preview: 50, skipEmptyLines: true, delimitersToGuess: [',', ';', '\t', '|'] }).meta
  const chosen = delimiter ?? guess.delimiter ?? ','
  const state: Noted = { width: 0, ragged: { count: 0, first: [] }, columnsLeftOut: 0 }
  const format = csvFormat({
    encoding,
    start: bomBytes,
    newline: NEWLINES.find((newline) => newline === guess.linebreak) ?? '\n',
    delimiter: wide ? chosen : byteString(new TextEncoder().encode(chosen)),
    state,
  })
  const blocks = new RowBlocks(withKnown(source, head), format, (row, index) => noteRagged(state, row, index))
  return Object.assign(state, { blocks, delimiter: chosen, encoding, encodingNote: note })
}

interface Noted {
  width: number
  ragged: CsvFile['ragged']
  columnsLeftOut: number
}

function noteRagged(state: Noted, row: Row, index: number): void {
  if (index === 0) state.width = row.length
  if (row.length === state.width) return
  state.ragged.count++
  if (state.ragged.first.length < MAX_RAGGED_NOTED) state.ragged.first.push({ row: index, cells: row.length })
}

/** Bytes as a string in which every character stands for one unit, so that positions can be counted back. */
function unitText(bytes: Uint8Array, encoding: Encoding): string {
  if (unitBytes(encoding) === 1) return byteString(bytes)
  return decodeText(bytes.subarray(0, bytes.length & ~1), encoding)
}

const NEWLINES = ['\n', '\r\n', '\r'] as const

interface CsvDialect {
  encoding: Encoding
  start: number
  newline: (typeof NEWLINES)[number]
  delimiter: string
  state: Noted
}

function csvFormat({ encoding, start, newline, delimiter, state }: CsvDialect): RowFormat {
  const unit = unitBytes(encoding)
  const cells = (fields: string[]): Row => {
    // Cut before anything is done per cell: a row of a million commas must not become a million decoded cells.
    state.columnsLeftOut = Math.max(state.columnsLeftOut, fields.length - MAX_CSV_COLUMNS)
    return fields.slice(0, MAX_CSV_COLUMNS).map((field) => cellText(field, encoding))
  }
  const parser = () => new Papa.Parser({ delimiter, newline, quoteChar: '"' })
  return {
    start,
    parse(bytes, last) {
      const text = unitText(bytes, encoding)
      const { data, meta } = parsed(parser().parse(text, 0, !last))
      return { rows: data.filter((fields) => !isBlank(fields)).map(cells), consumed: meta.cursor * unit }
    },
    parseCut: (bytes) => cells(parsed(parser().parse(unitText(bytes, encoding), 0, false)).data[0] ?? []),
    afterLineEnd: (bytes) => afterLineEnd(bytes, encoding, newline === '\r' ? 13 : 10),
  }
}

/** The low-level parser's answer, which its types leave open. */
const parsed = (result: Papa.ParseResult<string[]>) => result

const isBlank = (fields: string[]) => fields.length === 1 && fields[0] === ''

function cellText(field: string, encoding: Encoding): string {
  const short = field.length > MAX_CELL_CHARACTERS ? `${field.slice(0, MAX_CELL_CHARACTERS)}…` : field
  if (encoding !== 'utf-8') return short
  // biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII needs no decoding.
  return /^[\x00-\x7f]*$/.test(field) ? short : decodeText(bytesOf(field.slice(0, MAX_CELL_CHARACTERS)), 'utf-8')
}

/** The position after the first line end, or -1. */
export function afterLineEnd(bytes: Uint8Array, encoding: Encoding, lineEnd = 10): number {
  if (unitBytes(encoding) === 1) return bytes.indexOf(lineEnd) + 1 || -1
  const high = encoding === 'utf-16be' ? 0 : 1
  for (let i = 0; i + 1 < bytes.length; i += 2)
    if (bytes[i + high] === 0 && bytes[i + 1 - high] === lineEnd) return i + 2
  return -1
}
