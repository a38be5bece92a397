import { readFileValue } from '@/components/scripts/file-value'
import { isObject } from '@/components/scripts/start-args'

/** How the result of a run is shown. */
export type Result =
  | { kind: 'nothing' }
  | { kind: 'text'; text: string }
  | { kind: 'file'; file: ResultFile }
  | { kind: 'files'; files: ResultFile[] }
  | { kind: 'table'; columns: string[]; rows: Record<string, unknown>[] }
  | { kind: 'all'; results: Result[] }
  | { kind: 'markdown'; text: string }
  | { kind: 'html'; text: string }
  | { kind: 'image'; address: string }
  | { kind: 'download'; address: string; filename: string }
  | { kind: 'error'; name: string; message: string; stack: string }
  | { kind: 'json'; value: unknown }

export type ResultFile = { storage: string; key: string; filename: string; download: boolean }

const MAX_FILES = 100
const MAX_COLUMNS = 50
const MAX_DEPTH = 4

/** Tells what a result is. `failed`: that of a run that ended badly, which then holds an error. */
export function readResult(value: unknown, failed: boolean, depth = 0): Result {
  if (failed) return errorOf(value) ?? { kind: 'json', value }
  if (value === undefined || value === null) return { kind: 'nothing' }
  const file = resultFile(value)
  if (file) return { kind: 'file', file }
  if (typeof value === 'string') return { kind: 'text', text: value }
  if (Array.isArray(value)) return listOf(value)
  if (isObject(value) && Array.isArray(value.render_all) && depth < MAX_DEPTH)
    return { kind: 'all', results: value.render_all.map((each) => readResult(each, false, depth + 1)) }
  return (isObject(value) && shownAs(value)) || { kind: 'json', value }
}

const IMAGE_TYPES: Record<string, string> = {
  ...{ png: 'image/png', jpeg: 'image/jpeg', jpg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp' },
  svg: 'image/svg+xml',
}

/** An object with one key that says what its value is: `{ markdown }`, `{ html }`, `{ png }` and so on, `{ file: { content, filename } }`. */
function shownAs(value: Record<string, unknown>): Result | null {
  const [[kind = '', content] = [], second] = Object.entries(value)
  if (second) return null
  if (kind === 'file' && isObject(content)) return embeddedFile(content)
  if (typeof content !== 'string') return null
  if (kind === 'markdown' || kind === 'md') return { kind: 'markdown', text: content }
  if (kind === 'html') return { kind: 'html', text: content }
  const type = IMAGE_TYPES[kind]
  if (!type) return null
  // As an image nothing in it is run, whatever it says.
  if (kind === 'svg') return { kind: 'image', address: `data:${type};utf8,${encodeURIComponent(content)}` }
  const data = base64Of(content)
  return data === null ? null : { kind: 'image', address: `data:${type};base64,${data}` }
}

function embeddedFile({ content, filename }: Record<string, unknown>): Result | null {
  const data = typeof content === 'string' ? base64Of(content) : null
  if (data === null) return null
  const name = typeof filename === 'string' && filename !== '' ? filename : 'result'
  return {
    kind: 'download',
    address: `data:application/octet-stream;base64,${data}`,
    filename: name,
  }
}

/** The text without line breaks; null where it is no base64. */
function base64Of(text: string): string | null {
  const data = text.replace(/\s/g, '')
  return /^[A-Za-z0-9+/]+={0,2}$/.test(data) ? data : null
}

function listOf(values: unknown[]): Result {
  const files = values.flatMap((value) => (isObject(value) ? (resultFile(value) ?? []) : []))
  if (values.length > 0 && files.length === values.length && files.length <= MAX_FILES) return { kind: 'files', files }
  const rows = values.filter(isObject)
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  if (rows.length > 0 && rows.length === values.length && columns.length <= MAX_COLUMNS && columns.length > 0)
    return { kind: 'table', columns, rows }
  return { kind: 'json', value: values }
}

/** `{ s3, storage?, filename?, disable_download? }`, or an address. */
function resultFile(value: unknown): ResultFile | null {
  const file = readFileValue(value)
  return file && { ...file, download: !(isObject(value) && value.disable_download === true) }
}

function errorOf(value: unknown): Result | null {
  const error = isObject(value) ? value.error : null
  if (!isObject(error)) return null
  const text = (part: unknown) => (typeof part === 'string' ? part : '')
  const { name, message, stack } = error
  return { kind: 'error', name: text(name) || 'Error', message: text(message), stack: text(stack) }
}
