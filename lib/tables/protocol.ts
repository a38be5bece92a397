import * as z from 'zod'

/** What the server and its table processes say to each other. One request is under way at a time in a process. */
export type TableRequest = OpenRequest | PageRequest | CountRequest | ExportRequest

/** Sent first, once: from then on the process reads this file and nothing else. */
export type OpenRequest = {
  kind: 'open'
  path: string
  /** What `stampOf` said of the file: another one at the same path is refused. */
  stamp: string
  /** A folder of the process's own, for what does not fit into memory. */
  spillFolder: string
  limits: TableLimits
}

export type TableLimits = {
  threads: number
  /** Bytes of the engine's buffers; beyond them it spills to disk. */
  memoryBytes: number
  /** Bytes in the spill folder. */
  spillBytes: number
}

export type Search = { column: string; term: string }
export type Sort = { column: string; descending: boolean }

export type PageRequest = {
  kind: 'page'
  format: 'parquet' | 'csv'
  /** One character; of CSV only. */
  separator: string
  offset: number
  limit: number
  sort?: Sort
  search?: Search
}

/** Of either format: the first bytes of the file tell which. */
export type CountRequest = { kind: 'count'; separator: string; search?: Search }

/** All rows of a parquet file as CSV over the process's fourth descriptor; the answer comes before the first byte. */
export type ExportRequest = { kind: 'export' }

/** Why a file could not be read as what was asked: the server makes the sentence, since it knows the key. */
export const tableFailures = [
  'changed',
  'empty',
  'not_parquet',
  'is_parquet',
  'encrypted',
  'damaged',
  'not_utf8',
  'not_csv',
  'unknown_column',
  'too_much',
  'memory',
  'disk',
  'bug',
] as const
export type TableFailure = (typeof tableFailures)[number]

export const replySchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), failure: z.enum(tableFailures), detail: z.string() }),
])
export type TableReply = z.output<typeof replySchema>

// Not z.record: that loses a column whose name is `__proto__`.
const rowSchema = z.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null)

export const pageReplySchema = z.object({ columns: z.array(z.string()), rows: z.array(rowSchema) })
