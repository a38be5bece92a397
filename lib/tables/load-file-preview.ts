import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { headObject, readObject } from '@/lib/objects/read-object'
import { recordLook } from '@/lib/objects/record-object-read'
import { csvGrid } from './csv-grid'
import { loadTablePage } from './load-table-page'
import { type FilePreview, isSeparator, type LoadFilePreview } from './schema'
import { textGrid } from './text-grid'

/** As the original has it: what a browser is sent as one text. */
const MAX_PREVIEW_BYTES = 8 * 1024 * 1024
const HEAD_ROWS = 10

const NOT_SUPPORTED = 'Preview is not available. Content type is unknown or not supported'
const NOT_UTF8 = 'Internal: File encoding is not supported'

/** The beginning of a file as text: the first rows of a table as a grid. A file that cannot be shown so is no failure: `msg` says why. */
export async function loadFilePreview(
  ctx: Context,
  input: LoadFilePreview,
  signal?: AbortSignal,
): Promise<FilePreview> {
  if (input.read_bytes_length > MAX_PREVIEW_BYTES) throw new AppError('invalid', 'Cannot load file bigger than 8MB')
  const { size, contentType } = await headObject(ctx, input, signal)
  const type = previewType(input.file_key, input.file_mime_type ?? contentType)
  if (type === 'Unknown') return { content: null, content_type: type, msg: NOT_SUPPORTED }
  if (type === 'Parquet') return parquetPreview(ctx, input, signal)
  const text = await readText(ctx, input, { size, signal })
  if (text === null) return { content: null, content_type: type, msg: NOT_UTF8 }
  return type === 'Csv' ? csvPreview(text, input) : { content: text, content_type: type, msg: null }
}

const BY_ENDING: [RegExp, FilePreview['content_type']][] = [
  [/\.parquet$/i, 'Parquet'],
  [/(\.csv|tsv)$/i, 'Csv'],
  [/\.(json|ya?ml|xml|txt|log)$/i, 'RawText'],
]
const BY_MIME: [RegExp, FilePreview['content_type']][] = [
  [/parquet/, 'Parquet'],
  [/^text\/(csv|tab-separated-values)/, 'Csv'],
  [/^text\/|[/+](json|xml|yaml)$/, 'RawText'],
]

/** By the ending of the key first, since most uploads say no type. */
function previewType(key: string, mime: string | null): FilePreview['content_type'] {
  const [, type] =
    BY_ENDING.find(([ending]) => ending.test(key)) ?? BY_MIME.find(([kind]) => kind.test(mime ?? '')) ?? []
  return type ?? 'Unknown'
}

async function parquetPreview(ctx: Context, input: LoadFilePreview, signal?: AbortSignal): Promise<FilePreview> {
  const csv_separator = ','
  const page = { ...input, csv_separator, offset: 0, limit: HEAD_ROWS, sort_desc: false, format: 'parquet' as const }
  try {
    const { columns, rows } = await loadTablePage(ctx, page, signal)
    const content = textGrid(
      columns,
      rows.map((row) => columns.map((column) => row[column])),
    )
    return { content, content_type: 'Parquet', msg: null }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    return { content: null, content_type: 'Parquet', msg: error.message }
  }
}

function csvPreview(text: string, { csv_separator: given, csv_has_header: hasHeader }: LoadFilePreview): FilePreview {
  const separator = given === '\\t' ? '\t' : given
  if (!isSeparator(separator)) {
    const msg = `The separator ${JSON.stringify(given)} must be one character.`
    return { content: null, content_type: 'Csv', msg }
  }
  const grid = csvGrid(text, { separator, hasHeader, rows: HEAD_ROWS })
  return { content: grid ?? text, content_type: grid === null ? 'RawText' : 'Csv', msg: null }
}

type Reading = { size: number; signal?: AbortSignal }

/** The bytes that were asked for as text, or null when they are none. A character that the range cuts is left out. */
async function readText(ctx: Context, input: LoadFilePreview, { size, signal }: Reading): Promise<string | null> {
  const start = input.read_bytes_from
  const end = Math.min(size, start + input.read_bytes_length)
  if (start >= end) return ''
  await recordLook(ctx, input)
  const { body } = await readObject(ctx, input, { range: { start, end }, signal })
  const bytes = Buffer.concat(await body.toArray())
  const whole = start === 0 ? bytes : bytes.subarray(bytes.findIndex((byte) => (byte & 0xc0) !== 0x80))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(whole, { stream: end < size })
  } catch {
    return null
  }
}
