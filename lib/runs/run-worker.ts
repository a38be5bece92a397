import 'server-only'
import { randomUUID } from 'node:crypto'
import { env } from '@/lib/env'
import { type Lease, LeaseLost } from '@/lib/leases/lease'
import { processWide } from '@/lib/shared'
import { defaultRunsAtOnce, KEPT_DAYS } from './limits'
import { performRun, WorkerStopping } from './perform-run'
import { endShellAhead, startShellAhead } from './process/shell'
import { settleLostRuns } from './settle-lost-runs'
import { type ClaimedRun, expireLeases, removeOldRuns } from './store'
import { takeRun } from './take-run'
import { tellRunEnded } from './wait-for-run'

const POLL_MS = 500
const LOST_MS = 5000
const PRUNE_MS = 3600 * 1000

/** What works on runs in this process. */
type Desk = {
  owner: string
  running: Map<string, { ended: Promise<unknown>; lease: Lease | null }>
  timer: NodeJS.Timeout | null
  /** Looks for work one after the other: two would take more than there is room for. */
  looking: Promise<void>
  lookedForLostAt: number
  prunedAt: number
}

function desk(): Desk {
  return processWide('run-desk', () => ({
    ...{ owner: randomUUID(), running: new Map(), timer: null },
    ...{ looking: Promise.resolve(), lookedForLostAt: 0, prunedAt: 0 },
  }))
}

/** Works on runs as long as the process lives, and settles those that a lost worker left. */
export function startRunWorker(): void {
  const found = desk()
  if (found.timer) return
  found.looking = found.looking.then(expireLeases).catch((error) => console.error('[runs] cannot look back', error))
  found.timer = setInterval(pokeRunWorker, POLL_MS)
  startShellAhead()
  pokeRunWorker()
}

/** Looks for work now; does nothing in a process whose worker was not started. */
export function pokeRunWorker(): void {
  const found = desk()
  if (found.timer === null) return
  found.looking = found.looking.then(takeWork).catch((error) => console.error('[runs] no work could be found', error))
}

/** Lets go of a run whose status was changed, without waiting for the next sign of life. */
export function dropRun(id: string): void {
  desk().running.get(id)?.lease?.abort(new LeaseLost())
  tellRunEnded(id)
}

/** Ends the worker with everything that runs: honestly as failed, or queued again where the script says so. */
export async function stopRunWorker(): Promise<void> {
  const found = desk()
  if (found.timer) clearInterval(found.timer)
  found.timer = null
  await found.looking
  for (const { lease } of found.running.values()) lease?.abort(new WorkerStopping())
  await Promise.all([...found.running.values()].map(({ ended }) => ended))
  endShellAhead()
}

async function takeWork(): Promise<void> {
  await houseKeeping()
  const { owner, running } = desk()
  while (desk().timer !== null) {
    // One name a claim: what an earlier claim of the same run sends late is nobody's any more.
    const claim = `${owner}:${randomUUID()}`
    const run = await takeRun(claim, { running: [...running.keys()], atOnce: env().runsAtOnce ?? defaultRunsAtOnce() })
    if (!run) return
    begin(run, claim)
  }
}

function begin(run: ClaimedRun, owner: string): void {
  const { running } = desk()
  const entry: { ended: Promise<unknown>; lease: Lease | null } = { ended: Promise.resolve(), lease: null }
  running.set(run.id, entry)
  const onLease = (lease: Lease | null) => {
    entry.lease = lease
    if (desk().timer === null) lease?.abort(new WorkerStopping())
  }
  entry.ended = performRun(run, { owner, onLease })
    .catch((error) => console.error('[runs] a run could not be worked on', error))
    .finally(() => {
      if (running.get(run.id) === entry) running.delete(run.id)
      tellRunEnded(run.id)
      pokeRunWorker()
    })
}

async function houseKeeping(): Promise<void> {
  const found = desk()
  const now = Date.now()
  if (now - found.lookedForLostAt > LOST_MS) {
    found.lookedForLostAt = now
    await settleLostRuns()
  }
  if (now - found.prunedAt > PRUNE_MS) {
    found.prunedAt = now
    await removeOldRuns(new Date(now - KEPT_DAYS * 24 * 3600 * 1000))
  }
}
