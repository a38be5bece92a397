import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { recordTransferAudit } from './control-transfer'
import { requireTransfer } from './require-transfer'
import type { TransferId } from './schema'
import { isBeingRetried, removeTransfer } from './store'

/** Forgets a transfer that has ended, with its failures. Objects are not touched. */
export async function deleteTransfer(ctx: Context, { id }: TransferId): Promise<TransferId> {
  const transfer = await requireTransfer(ctx, id)
  if (await isBeingRetried(id)) throw new AppError('conflict', 'Its failures are being tried again. Wait for the end.')
  if (!(await removeTransfer(id))) throw new AppError('conflict', 'It is still at work. Cancel it first.')
  await recordTransferAudit(ctx, transfer, 'delete')
  return { id }
}
