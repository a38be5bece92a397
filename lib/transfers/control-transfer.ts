import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { getTransfer } from './get-transfer'
import { requireTransfer } from './require-transfer'
import type { Transfer, TransferId, TransferStatus } from './schema'
import { changeStatus, moveToSession, type StoredTransfer } from './store'
import { dropTransfer, pokeTransferWorker } from './transfer-worker'

type Change = {
  verb: 'pause' | 'resume' | 'cancel'
  from: readonly TransferStatus[]
  to: { status: TransferStatus; endedAt?: Date | null; error?: string | null }
}

/** Holds a transfer; what is under way is given up and starts over when it goes on. */
export function pauseTransfer(ctx: Context, { id }: TransferId): Promise<Transfer> {
  return change(ctx, id, { verb: 'pause', from: ['waiting', 'running'], to: { status: 'paused' } })
}

/** Lets a transfer that was paused, or stopped by a failure, go on where it was. */
export async function resumeTransfer(ctx: Context, input: TransferId): Promise<Transfer> {
  const to = { status: 'waiting', endedAt: null, error: null } as const
  const { id: userId, sessionVersion } = ctx.person
  if (ctx.credential.kind === 'session') {
    const { id } = await requireTransfer(ctx, input.id)
    await moveToSession(id, { userId, sessionVersion })
  }
  const resumed = await change(ctx, input.id, { verb: 'resume', from: ['paused', 'failed'], to })
  pokeTransferWorker()
  return resumed
}

/** Ends a transfer. What it has done stays done. */
export function cancelTransfer(ctx: Context, { id }: TransferId): Promise<Transfer> {
  const to = { status: 'cancelled', endedAt: new Date() } as const
  return change(ctx, id, { verb: 'cancel', from: ['waiting', 'running', 'paused', 'failed'], to })
}

async function change(ctx: Context, id: string, { verb, from, to }: Change): Promise<Transfer> {
  const transfer = await requireTransfer(ctx, id)
  if (!(await changeStatus(id, from, to)))
    throw new AppError('conflict', `It cannot ${verb} any more: it is ${(await requireTransfer(ctx, id)).status}.`)
  dropTransfer(id)
  await recordTransferAudit(ctx, transfer, verb)
  return getTransfer(ctx, { id })
}

/** Keeps what was done with a transfer. */
export function recordTransferAudit(ctx: Context, { id, kind, source, fromPrefix }: StoredTransfer, verb: string) {
  const act = { operation: `transfers.${verb}`, action: verb === 'delete' ? 'delete' : 'update' } as const
  return recordAudit(ctx, { ...act, resource: fromPrefix, storage: source, parameters: { transfer: id, kind } })
}
