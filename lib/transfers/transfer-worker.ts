import 'server-only'
import { randomUUID } from 'node:crypto'
import { LeaseLost } from '@/lib/leases/lease'
import { processWide } from '@/lib/shared'
import type { TransferLease } from './lease'
import { runTransfer } from './run-transfer'
import { countAtWork, listClaimable, removeOldTransfers } from './store'

const POLL_MS = 2000
const AT_ONCE = 3
/** So that nobody has all of them. */
const EACH_AT_ONCE = 2
/** A transfer is worked on for so long before it makes room for one of somebody who has fewer at work. */
const SLICE_MS = 5000
const KEPT_MS = 90 * 24 * 3600 * 1000
const PRUNE_MS = 24 * 3600 * 1000

type Work = { userId: string; begunAt: number; ended: Promise<unknown>; lease: TransferLease | null }

/** What works on transfers in this process. */
type Desk = {
  owner: string
  running: Map<string, Work>
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
  for (const { id, userId } of await listClaimable(AT_ONCE + running.size)) {
    if (running.size >= AT_ONCE || desk().timer === null) return
    if (!running.has(id) && atWorkHere(userId) < EACH_AT_ONCE) begin(id, userId)
  }
}

function atWorkHere(userId: string): number {
  return [...desk().running.values()].filter((work) => work.userId === userId).length
}

/** Whether a transfer is to make room: all places are taken, and somebody waits who has fewer at work than its starter. */
async function shouldYield({ userId, begunAt }: Work): Promise<boolean> {
  if (desk().running.size < AT_ONCE || Date.now() - begunAt < SLICE_MS) return false
  const mine = (await countAtWork()).get(userId) ?? 0
  return (await listClaimable(1)).some((next) => next.userId !== userId && next.before < mine)
}

function begin(id: string, userId: string): void {
  const { running, owner } = desk()
  const entry: Work = { userId, begunAt: Date.now(), ended: Promise.resolve(), lease: null }
  running.set(id, entry)
  const onLease = (lease: TransferLease | null) => {
    entry.lease = lease
  }
  entry.ended = runTransfer(id, { owner, onLease, shouldYield: () => shouldYield(entry) })
    .catch((error) => console.error('[transfers] a transfer could not be worked on', error))
    .finally(() => {
      running.delete(id)
      pokeTransferWorker()
    })
}

async function pruneSometimes(): Promise<void> {
  if (Date.now() - desk().prunedAt < PRUNE_MS) return
  desk().prunedAt = Date.now()
  await removeOldTransfers(new Date(Date.now() - KEPT_MS))
}
