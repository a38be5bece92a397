import 'server-only'
import { randomUUID } from 'node:crypto'
import { AppError } from '@/lib/errors'
import { LeaseLost } from '@/lib/leases/lease'
import { countSelection } from './count-selection'
import { noCounts } from './counts'
import { Gate } from './gate'
import { TransferLease } from './lease'
import { Meter } from './meter'
import { nextItems, readSelection } from './next-batch'
import { openEnds, TransferStopped } from './open-ends'
import { type Batch, type Place, readPlace } from './place'
import type { Run } from './run'
import { runBatch } from './run-batch'
import { type Counts, countsSchema } from './schema'
import { type ClaimedTransfer, claimTransfer, countFailures } from './store'
import { PATIENT, type Patience, withRetries } from './with-retries'

export type RunOptions = {
  /** Names this process among those that share the database. */
  owner: string
  patience?: Patience
  /** Milliseconds between two signs of life, which also tell how far it is. */
  renewMs?: number
  /** Objects that are kept track of together. */
  batchObjects?: number
  /** Whether somebody else is to be served first; asked after each batch. */
  shouldYield?: () => Promise<boolean>
  /** Called with the lease as long as it is held. */
  onLease?: (lease: TransferLease | null) => void
}

const RENEW_MS = 1500
const BATCH_OBJECTS = 100
const LARGE_AT_ONCE = 2

/** A store that refuses so many refuses the rest too: looking at the reasons comes first. */
export const MAX_FAILURES = 10_000

/** Claims a transfer and works on it until its end, a pause, a cancel, somebody else's turn or the loss of the lease. False when somebody else has it. */
export async function runTransfer(id: string, options: RunOptions): Promise<boolean> {
  // One name a claim: what a claim before it sends late, after its database hung, is nobody's any more.
  const owner = `${options.owner}:${randomUUID()}`
  const transfer = await claimTransfer(id, owner)
  if (!transfer) return false
  const meter = new Meter()
  const open = () => openEnds(transfer)
  const { renewMs = RENEW_MS } = options
  const lease = new TransferLease({ id, owner, flight: () => meter.read(), check: open, renewMs })
  options.onLease?.(lease)
  const patience = options.patience ?? PATIENT
  const run: Run = {
    ...{ transfer, signal: lease.signal, open, meter, large: new Gate(LARGE_AT_ONCE), patience },
    serverCopies: { givenUp: false },
  }
  try {
    if (await work(run, lease, options)) await lease.end('done', null)
  } catch (error) {
    await stop(lease, lease.signal.aborted ? lease.signal.reason : error)
  } finally {
    await lease.close()
    options.onLease?.(null)
  }
  return true
}

/** False when it made room for somebody else: it goes on at the next batch. */
async function work(run: Run, lease: TransferLease, options: RunOptions): Promise<boolean> {
  const { batchObjects = BATCH_OBJECTS, shouldYield } = options
  await run.open()
  if (run.transfer.total === null)
    await lease.save({ total: JSON.stringify(await patiently(run, () => countSelection(run))) })
  let place = readPlace(run.transfer.place)
  let counts = readCounts(run.transfer)
  // A batch that was begun before may have been worked on, up to anywhere.
  let again = place.batch !== null
  for (;;) {
    const batch = place.batch ?? (await nextBatch(run, place, batchObjects))
    if (!batch) return true
    if (!place.batch) await lease.save({ place: JSON.stringify({ position: null, batch } satisfies Place) })
    counts = await runBatch(run, { batch, again, counts })
    place = { position: batch.next, batch: null }
    again = false
    await lease.save({ place: JSON.stringify(place), counts: JSON.stringify(counts) })
    await requireFewFailures(run.transfer.id)
    if (await shouldYield?.()) return false
  }
}

async function nextBatch(run: Run, place: Place, limit: number): Promise<Batch | null> {
  for (let { position } = place; position; ) {
    const from = position
    const walk = async () => {
      const { source } = await run.open()
      const { retryOf, selection } = run.transfer
      return nextItems({ source, selection: readSelection(selection), retryOf, signal: run.signal }, from, limit)
    }
    const batch = await patiently(run, walk)
    if (batch.items.length > 0) return { ...batch, since: Date.now() }
    position = batch.next
  }
  return null
}

/** What cannot be listed after several tries stops the transfer. */
function patiently<T>(run: Run, work: () => Promise<T>): Promise<T> {
  return withRetries(work, { ...run.patience, signal: run.signal })
}

async function requireFewFailures(id: string): Promise<void> {
  if ((await countFailures(id)) >= MAX_FAILURES)
    throw new TransferStopped(
      `It stopped after ${MAX_FAILURES.toLocaleString('en')} failures. Look at the reasons before it goes on.`,
    )
}

/** Ends a transfer as what happened says; what belongs to another process, or was paused, is left as it is. */
async function stop(lease: TransferLease, reason: unknown): Promise<void> {
  if (reason instanceof LeaseLost) return
  if (reason instanceof TransferStopped || reason instanceof AppError) return lease.end('failed', reason)
  console.error('[transfers] a transfer failed unexpectedly', reason)
  await lease.end('failed', new Error('It stopped for a reason that only the log of the server tells.'))
}

function readCounts({ counts }: ClaimedTransfer): Counts {
  return { ...noCounts, ...countsSchema.partial().parse(JSON.parse(counts)) }
}
