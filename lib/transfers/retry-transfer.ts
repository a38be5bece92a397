import 'server-only'
import { randomUUID } from 'node:crypto'
import { type Context, requireDeveloper } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { recordTransferAudit } from './control-transfer'
import { noCounts } from './counts'
import { starterOf } from './create-transfer'
import { getTransfer } from './get-transfer'
import { START } from './place'
import { requireTransfer } from './require-transfer'
import { isActive, type RetryTransfer, type Transfer, transferSchema } from './schema'
import { countFailures, insertTransfer } from './store'
import { pokeTransferWorker } from './transfer-worker'

/** Begins a transfer of what another one failed at, with the rights of whoever asks for it; the conflict policy may be another. */
export async function retryTransfer(ctx: Context, { id, conflict }: RetryTransfer): Promise<Transfer> {
  requireDeveloper(ctx)
  const failed = await requireTransfer(ctx, id)
  const settings = transferSchema.pick({ kind: true, conflict: true, verify: true, status: true }).parse(failed)
  if (isActive(settings.status)) throw new AppError('conflict', 'It is still at work. Wait for its end.')
  if ((await countFailures(id)) === 0) throw new AppError('invalid', 'Nothing of it failed.')
  await Promise.all([ctx.openStorage(failed.source), ctx.openStorage(failed.target)])
  const { source, target, fromPrefix, toPrefix, selection, summary, dryRun } = failed
  const retry = randomUUID()
  await insertTransfer({
    ...{ ...starterOf(ctx), id: retry, dryRun, source, target, fromPrefix, toPrefix, retryOf: id },
    ...{ selection, summary },
    ...{ kind: settings.kind, verify: settings.verify, conflict: conflict ?? settings.conflict },
    ...{ place: JSON.stringify(START), counts: JSON.stringify(noCounts) },
  })
  await recordTransferAudit(ctx, failed, 'retry')
  pokeTransferWorker()
  return getTransfer(ctx, { id: retry })
}
