import 'server-only'
import type { Context } from '@/lib/auth/context'
import { requireTransfer } from './require-transfer'
import type { FailurePage, ListFailures } from './schema'
import { listStoredFailures } from './store'

const PAGE = 200

/** What a transfer could not take, and why. */
export async function listFailures(ctx: Context, { id, after = 0 }: ListFailures): Promise<FailurePage> {
  await requireTransfer(ctx, id)
  const failures = await listStoredFailures(id, { after, take: PAGE + 1 })
  return { failures: failures.slice(0, PAGE), more: failures.length > PAGE }
}
