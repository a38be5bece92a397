import * as z from 'zod'
import { locateObject, targetSchema } from '@/lib/objects/schema'

/** Of one page; screens ask for a few hundred. */
export const MAX_PAGE_ROWS = 10_000

/** `\t` comes as two characters from command lines and some clients. */
const separatorSchema = z
  .string()
  .transform((text) => (text === '\\t' ? '\t' : text || ','))
  .refine(isSeparator, 'must be one character, such as , or ; or | or \\t')
  .default(',')

/** Which rows: those whose cell in `search_col` contains `search_term`, literally and in either case. Without both, all. */
export const tableSearchSchema = targetSchema.extend({
  search_col: z.string().optional(),
  search_term: z.string().optional(),
  csv_separator: separatorSchema,
})

export const tablePageQuerySchema = tableSearchSchema.extend({
  offset: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  limit: z.coerce.number().int().min(0).max(MAX_PAGE_ROWS).default(100),
  sort_col: z.string().optional(),
  sort_desc: z.stringbool().default(false),
})

export const tablePageSchema = z.object({
  columns: z.array(z.string()),
  /** By the names of the columns. */
  rows: z.array(z.record(z.string(), z.unknown())),
})
export type TablePage = z.output<typeof tablePageSchema>

export const tableCountSchema = z.object({ count: z.number() })
export type TableCount = z.output<typeof tableCountSchema>

type Keyed = { file_key: string }
export type CountTableRows = z.output<typeof tableSearchSchema> & Keyed
export type LoadTablePage = z.output<typeof tablePageQuerySchema> & Keyed

/** Whether a text can separate the cells of CSV. */
export function isSeparator(text: string): boolean {
  return [...text].length === 1 && !/["\r\n\0]/.test(text)
}

const previewFieldsSchema = targetSchema.extend({
  file_key: z.string().min(1, 'is missing'),
  read_bytes_from: z.coerce.number().int().min(0),
  read_bytes_length: z.coerce.number().int().min(0),
  file_size_in_bytes: z.coerce.number().optional(),
  file_mime_type: z.string().optional(),
  /** Checked by the preview, which tells in its message what is wrong with it. */
  csv_separator: z.string().default(','),
  csv_has_header: z.stringbool().default(true),
})
export const filePreviewQuerySchema = previewFieldsSchema.transform(locateObject)
export type LoadFilePreview = z.output<typeof filePreviewQuerySchema>

export const filePreviewSchema = z.object({
  content: z.string().nullable(),
  content_type: z.enum(['RawText', 'Csv', 'Parquet', 'Unknown']),
  msg: z.string().nullable(),
})
export type FilePreview = z.output<typeof filePreviewSchema>
