import 'server-only'
import type { AuditedAct } from '@/lib/audit/describe-entry'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { inParallel } from '@/lib/objects/in-parallel'
import { addOutcome, type Outcome } from './counts'
import { TransferStopped } from './open-ends'
import type { Batch, Item } from './place'
import { previewItem } from './preview-item'
import type { Run } from './run'
import type { Counts } from './schema'
import { replaceFailures } from './store'
import { targetOf, transferItem } from './transfer-item'
import { withRetries } from './with-retries'

const PARALLEL = 8

/** So many that all fail for want of a store say that it is gone, not that each of them is bad. */
const TELLING_FAILURES = 10

/** What became of one object. `reason` is null unless it failed. */
type Finished = { item: Item; target: string; outcome: Outcome; reason: string | null; unavailable?: boolean }

type Work = { batch: Batch; again: boolean; counts: Counts }

/** Works on the objects of a batch, keeps what failed and what was done, and answers the counts with them. */
export async function runBatch(run: Run, { batch, again, counts }: Work): Promise<Counts> {
  const finished: Finished[] = []
  const placed = new Map<string, string>()
  const noting: Run = { ...run, onPlaced: (key, target) => placed.set(key, target) }
  const { ctx } = await run.open()
  try {
    await inParallel(batch.items, PARALLEL, async (item) => {
      run.signal.throwIfAborted()
      finished.push(await (run.transfer.dryRun ? preview(run, item) : transfer(noting, item, again)))
    })
  } catch (error) {
    // Paused, cancelled or without the right to go on: what was done until then was done.
    await recordDone(run, ctx, finished)
    await recordDone(asCopy(run), ctx, cutOff(batch, finished, placed))
    throw error
  }
  const gone = finished.filter(({ unavailable }) => unavailable)
  if (gone.length === finished.length && gone.length >= TELLING_FAILURES)
    throw new TransferStopped(gone[0]?.reason ?? 'The storage does not answer.')
  const keys = batch.items.map(({ key }) => key)
  await replaceFailures(run.transfer.id, keys, finished.flatMap(toFailure))
  await recordDone(run, ctx, finished)
  return finished.reduce((sum, { outcome }) => addOutcome(sum, outcome), counts)
}

/** Objects that lie at the target, whose check or removal from the source was cut off: a copy, whatever it was to be. */
function cutOff({ items }: Batch, finished: readonly Finished[], placed: ReadonlyMap<string, string>): Finished[] {
  const known = new Set(finished.map(({ item }) => item.key))
  return items.flatMap((item) => {
    const target = placed.get(item.key)
    if (target === undefined || known.has(item.key)) return []
    return [{ item, target, outcome: { became: 'done', bytes: item.size ?? 0 }, reason: null }]
  })
}

const asCopy = (run: Run): Run => ({ ...run, transfer: { ...run.transfer, kind: 'copy' } })

async function preview(run: Run, item: Item): Promise<Finished> {
  try {
    return { item, ...(await withRetries(() => previewItem(run, item), { ...run.patience, signal: run.signal })) }
  } catch (error) {
    return failed(run, item, error)
  }
}

async function transfer(run: Run, item: Item, again: boolean): Promise<Finished> {
  const { meter, patience, signal } = run
  meter.begin(item.key)
  try {
    const tryOnce = (attempt: number) => {
      meter.restart(item.key)
      return transferItem({ ...run, isLastTry: attempt >= patience.attempts }, item, again || attempt > 1)
    }
    const { target, ...outcome } = await withRetries(tryOnce, { ...patience, signal })
    return { item, target, outcome, reason: null }
  } catch (error) {
    return failed(run, item, error)
  } finally {
    meter.end(item.key)
  }
}

/** A failure of this one object; what stops the whole transfer is thrown on. */
function failed(run: Run, item: Item, error: unknown): Finished {
  if (run.signal.aborted || error instanceof TransferStopped) throw error
  const known = error instanceof AppError
  if (!known) console.error('[transfers] an object failed unexpectedly', error)
  const outcome: Outcome = { became: 'failed', bytes: item.size ?? 0 }
  const reason = known ? error.message : 'It failed for a reason that only the log of the server tells.'
  return { item, target: targetOf(run, item.key), outcome, reason, unavailable: known && error.code === 'unavailable' }
}

function toFailure({ item: { key, size }, target, reason }: Finished) {
  return reason === null ? [] : [{ key, size, target, reason }]
}

/** One entry for each object, as for those that somebody copies or moves one by one. */
async function recordDone({ transfer }: Run, ctx: Context, finished: Finished[]): Promise<void> {
  const done = transfer.dryRun ? [] : finished.filter(({ outcome }) => outcome.became === 'done')
  if (done.length === 0) return
  await recordAudit(ctx, done.map(transfer.kind === 'copy' ? toCopy : toMove))

  function toCopy({ item, target }: Finished): AuditedAct {
    const parameters = { from: item.key, fromStorage: transfer.source, transfer: transfer.id }
    return { operation: 'objects.copy', action: 'create', resource: target, storage: transfer.target, parameters }
  }

  function toMove({ item, target }: Finished): AuditedAct {
    const parameters = { to: target, toStorage: transfer.target, transfer: transfer.id }
    return { operation: 'objects.move', action: 'update', resource: item.key, storage: transfer.source, parameters }
  }
}
