import 'server-only'
import type { Context } from '@/lib/auth/context'
import { recordLook } from '@/lib/objects/record-object-read'
import { parse } from '@/lib/parse'
import { tableEngine } from './engine'
import { openTable } from './open-table'
import { type CountTableRows, type TableCount, tableCountSchema } from './schema'
import { searchOf } from './search-of'

/** How many rows a parquet or CSV file has, or how many of them a search finds. */
export async function countTableRows(ctx: Context, input: CountTableRows, signal?: AbortSignal): Promise<TableCount> {
  const source = await openTable(ctx, input, signal)
  await recordLook(ctx, input)
  const request = { kind: 'count' as const, separator: input.csv_separator, search: searchOf(input) }
  return parse(tableCountSchema, await tableEngine().query(source, request, signal))
}
