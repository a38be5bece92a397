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
  return { kind: 'json', value }
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
