import 'server-only'
import type { Context } from '@/lib/auth/context'
import { describeTransfer } from './describe-transfer'
import type { ListTransfers, TransferPage } from './schema'
import { listStoredTransfers } from './store'

const PAGE = 50

/** The actor's transfers, newest first; admins see those of the whole workspace. Those at work are asked for by their owner alone. */
export async function listTransfers(ctx: Context, { active, before }: ListTransfers): Promise<TransferPage> {
  const found = await listStoredTransfers({
    workspaceId: ctx.workspace.id,
    userId: ctx.isAdmin && !active ? undefined : ctx.person.id,
    statuses: active ? ['waiting', 'running', 'paused'] : undefined,
    before,
    take: PAGE + 1,
  })
  return { transfers: found.slice(0, PAGE).map((each) => describeTransfer(ctx, each)), more: found.length > PAGE }
}
