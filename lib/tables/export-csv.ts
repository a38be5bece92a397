import 'server-only'
import type { Readable } from 'node:stream'
import type { Context } from '@/lib/auth/context'
import { recordDownload } from '@/lib/objects/record-object-read'
import type { ObjectTarget } from '@/lib/objects/schema'
import { tableEngine } from './engine'
import { openTable } from './open-table'

/** All rows of a parquet file as CSV, nested values as JSON: a stream of any size that the caller consumes or destroys. */
export async function exportCsv(ctx: Context, input: ObjectTarget, signal?: AbortSignal): Promise<Readable> {
  const source = await openTable(ctx, input, signal)
  await recordDownload(ctx, input)
  return tableEngine().export(source, signal)
}
