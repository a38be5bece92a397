import 'server-only'
import type { Context } from '@/lib/auth/context'
import { recordLook } from '@/lib/objects/record-object-read'
import { parse } from '@/lib/parse'
import { tableEngine } from './engine'
import { openTable } from './open-table'
import { type PageRequest, pageReplySchema } from './protocol'
import type { LoadTablePage, TablePage } from './schema'
import { searchOf } from './search-of'

type Load = LoadTablePage & { format: PageRequest['format'] }

/** One page of the rows of a parquet or CSV file, searched and sorted over the whole file; with limit 0 the columns alone. */
export async function loadTablePage(ctx: Context, input: Load, signal?: AbortSignal): Promise<TablePage> {
  const { format, offset, limit, sort_col: column, sort_desc: descending, csv_separator: separator } = input
  const source = await openTable(ctx, input, signal)
  await recordLook(ctx, input)
  const sort = column ? { column, descending } : undefined
  const request: PageRequest = { kind: 'page', format, separator, offset, limit, sort, search: searchOf(input) }
  return parse(pageReplySchema, await tableEngine().query(source, request, signal))
}
