import 'server-only'
import type { Context } from '@/lib/auth/context'
import { csvLine } from '@/lib/http/csv-line'
import { describeStored, readFilter } from './list-audit'
import { flushReads } from './read-queue'
import type { AuditEntry, AuditFilter } from './schema'
import { listEntries } from './store'

const PAGE_ENTRIES = 1000

/** More rows than a spreadsheet takes are of no use in one file: filter by date for the rest. */
const MAX_ENTRIES = 1_000_000

const columns: readonly [string, (entry: AuditEntry) => string | undefined][] = [
  ['when', ({ timestamp }) => timestamp],
  ['workspace', ({ workspace_id }) => workspace_id],
  ['username', ({ username }) => username],
  ['email', ({ email }) => email],
  ['operation', ({ operation }) => operation],
  ['action', ({ action }) => action],
  ['storage', ({ storage }) => storage],
  ['path', ({ resource }) => resource],
  ['address', ({ address }) => address],
  ['token', ({ token_label }) => token_label],
  ['parameters', ({ parameters }) => parameters && JSON.stringify(parameters)],
]

/** Entries as lines of CSV, newest first, page by page, so that no export is ever in memory as a whole. */
export async function exportAudit(ctx: Context, input: AuditFilter): Promise<AsyncIterable<string>> {
  const filter = readFilter(ctx, input)
  await flushReads()
  return lines(filter)
}

async function* lines(filter: ReturnType<typeof readFilter>): AsyncGenerator<string> {
  yield csvLine(columns.map(([name]) => name))
  let beforeId: number | undefined
  for (let told = 0; told < MAX_ENTRIES; told += PAGE_ENTRIES) {
    const page = await listEntries({ ...filter, beforeId }, { take: PAGE_ENTRIES })
    yield page.map((entry) => csvLine(columns.map(([, read]) => read(describeStored(entry)) ?? ''))).join('')
    beforeId = page.at(-1)?.id
    if (page.length < PAGE_ENTRIES) return
  }
}
