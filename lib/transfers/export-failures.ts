import 'server-only'
import type { Context } from '@/lib/auth/context'
import { csvLine } from '@/lib/http/csv-line'
import { requireTransfer } from './require-transfer'
import type { TransferFailure, TransferId } from './schema'
import { listStoredFailures } from './store'

const PAGE = 1000

const columns: readonly [string, (failure: TransferFailure) => string][] = [
  ['key', ({ key }) => key],
  ['bytes', ({ size }) => (size === null ? '' : String(size))],
  ['target', ({ target }) => target],
  ['reason', ({ reason }) => reason],
]

/** The failures of a transfer as lines of CSV, page by page. */
export async function exportFailures(ctx: Context, { id }: TransferId): Promise<AsyncIterable<string>> {
  await requireTransfer(ctx, id)
  return lines(id)
}

async function* lines(id: string): AsyncGenerator<string> {
  yield csvLine(columns.map(([name]) => name))
  for (let after = 0; ; ) {
    const page = await listStoredFailures(id, { after, take: PAGE })
    yield page.map((failure) => csvLine(columns.map(([, read]) => read(failure)))).join('')
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = last.id
  }
}
