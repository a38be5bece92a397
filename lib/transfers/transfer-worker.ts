import 'server-only'
import { randomUUID } from 'node:crypto'
import { LeaseLost } from '@/lib/leases/lease'
import { processWide } from '@/lib/shared'
import type { TransferLease } from './lease'
import { runTransfer } from './run-transfer'
import { listClaimable, removeOldTransfers } from './store'

const POLL_MS = 2000
const AT_ONCE = 2
const KEPT_MS = 90 * 24 * 3600 * 1000
const PRUNE_MS = 24 * 3600 * 1000

/** What works on transfers in this process. */
type Desk = {
  owner: string
  running: Map<string, { ended: Promise<unknown>; lease: TransferLease | null }>
  timer: NodeJS.Timeout | null
  prunedAt: number
}

function desk(): Desk {
  return processWide('transfer-desk', () => ({ owner: randomUUID(), running: new Map(), timer: null, prunedAt: 0 }))
}

/** Works on transfers as long as the process lives: those that are started here, and those that another process left. */
export function startTransferWorker(): void {
  const found = desk()
  found.timer ??= setInterval(pokeTransferWorker, POLL_MS)
  found.timer.unref()
  pokeTransferWorker()
}

/** Looks for work now; does nothing in a process whose worker was not started. */
export function pokeTransferWorker(): void {
  if (desk().timer !== null)
    void takeWork().catch((error) => console.error('[transfers] no work could be found', error))
}

/** Lets go of a transfer whose status was changed, without waiting for the next sign of life. */
export function dropTransfer(id: string): void {
  desk().running.get(id)?.lease?.abort(new LeaseLost())
}

/** Ends the worker; what is under way is given up, and left to the next process at once. */
export async function stopTransferWorker(): Promise<void> {
  const { running, timer } = desk()
  if (timer) clearInterval(timer)
  desk().timer = null
  for (const { lease } of running.values()) lease?.abort(new LeaseLost())
  await Promise.all([...running.values()].map(({ ended }) => ended))
}

async function takeWork(): Promise<void> {
  await pruneSometimes()
  const { running } = desk()
  if (running.size >= AT_ONCE) return
  for (const id of await listClaimable(AT_ONCE + running.size)) {
    if (running.size >= AT_ONCE || desk().timer === null) return
    if (!running.has(id)) begin(id)
  }
}

function begin(id: string): void {
  const { running, owner } = desk()
  const entry: { ended: Promise<unknown>; lease: TransferLease | null } = { ended: Promise.resolve(), lease: null }
  running.set(id, entry)
  const onLease = (lease: TransferLease | null) => {
    entry.lease = lease
  }
  entry.ended = runTransfer(id, { owner, onLease })
    .catch((error) => console.error('[transfers] a transfer could not be worked on', error))
    .finally(() => running.delete(id))
}

async function pruneSometimes(): Promise<void> {
  if (Date.now() - desk().prunedAt < PRUNE_MS) return
  desk().prunedAt = Date.now()
  await removeOldTransfers(new Date(Date.now() - KEPT_MS))
}
