import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { Lease, LeaseLost } from '@/lib/leases/lease'
import { findReferences } from '@/lib/resources/references'
import { getReadableVersion } from '@/lib/scripts/get-readable-script'
import { scriptLanguageSchema } from '@/lib/scripts/schema'
import { createRunToken, endRunToken } from '@/lib/tokens/run-token'
import { prepareDeno } from './deno/deno-runtime'
import { execute, memoryLimit } from './execute'
import { keepTrying } from './keep-trying'
import { LEASE_MS } from './limits'
import { failure, type Outcome, outcomeJson } from './outcome'
import { preparePython } from './python/python-runtime'
import { keepsReferences, resolveArgs } from './resolve-args'
import { attemptNote, failedNote, nextAttemptAt } from './retry-run'
import { makeRunFolder, removeRunFolder, runFolder } from './run-folder'
import { RunLog } from './run-log'
import type { Prepared } from './runtime'
import { plainArgsSchema, runArgsSchema } from './schema'
import { scriptEnvironment } from './script-env'
import { RunStopped, starterOf } from './starter'
import { type ClaimedRun, endUnderLease, type Requeue, releaseLease, requeueUnderLease, saveUnderLease } from './store'

/** The process that works on it ends in order. */
export class WorkerStopping extends Error {
  override name = 'WorkerStopping'
}

export type PerformOptions = {
  /** Names this process among those that share the database. */
  owner: string
  /** Milliseconds between two signs of life, at which the rights of whoever started it are looked at as well. */
  renewMs?: number
  /** Called with the lease as long as it is held. */
  onLease?: (lease: Lease | null) => void
}

const RENEW_MS = 1000
const TOKEN_MARGIN_SECONDS = 60

/** Works on a claimed run until its end, a cancel, or the loss of the lease. */
export async function performRun(
  run: ClaimedRun,
  { owner, renewMs = RENEW_MS, onLease }: PerformOptions,
): Promise<void> {
  const log = await RunLog.open(run)
  if (run.attempt > 1) log.note(attemptNote(run))
  const progress: Progress = { peakKib: null, isLaunched: false }
  const lease = new Lease({
    ...{ leaseMs: LEASE_MS, renewMs },
    renew: () => saveUnderLease(run.id, owner, { memoryPeakKib: progress.peakKib }),
    check: () => starterOf(run),
    isFinal: (error) => error instanceof RunStopped,
    release: () => releaseLease(run.id, owner),
  })
  onLease?.(lease)
  try {
    const outcome = await outcomeOf(run, { owner, lease, log, progress })
    const again = againAfter(run, outcome, log)
    await log.close()
    await keepTrying(`the end of ${run.id}`, async () => {
      if (again) await requeueUnderLease(run.id, owner, again)
      else await settle(run, owner, { outcome, peakKib: progress.peakKib })
    })
  } finally {
    await lease.close()
    onLease?.(null)
  }
}

/** `isLaunched`: the script may have done something. */
type Progress = { peakKib: number | null; isLaunched: boolean }
type Held = { owner: string; lease: Lease; log: RunLog; progress: Progress }

/** What came of it; `requeue` for the next worker, `lost` where this one has no say any more. */
async function outcomeOf(run: ClaimedRun, held: Held): Promise<Outcome | 'requeue' | 'lost'> {
  const { lease, log, progress } = held
  try {
    return await work(run, held)
  } catch (error) {
    const reason = lease.signal.aborted ? lease.signal.reason : error
    if (reason instanceof LeaseLost) {
      log.note('It was ended: somebody canceled it, or another worker has it.')
      return 'lost'
    }
    if (reason instanceof WorkerStopping) {
      log.note('The worker is being stopped.')
      return run.restart || !progress.isLaunched
        ? 'requeue'
        : failure('WorkerLost', 'The worker that ran it was stopped. Run it again.')
    }
    if (reason instanceof RunStopped || reason instanceof AppError) return failure('NotRun', reason.message)
    console.error(`[runs] ${run.id} failed unexpectedly`, reason)
    return failure('InternalError', 'It could not be run for a reason that only the log of the server tells.')
  }
}

async function work(run: ClaimedRun, { owner, lease, log, progress }: Held): Promise<Outcome> {
  const ctx = await starterOf(run)
  const folder = runFolder(run)
  const { content, language } = await textOf(ctx, run)
  const args = await argsOf(ctx, run, log)
  const prepare = language === 'python3' ? preparePython : prepareDeno
  const task = { ctx, content, args, folder, memoryBytes: memoryLimit(), log, signal: lease.signal }
  const prepared = await prepare(task)
  try {
    return await launch(run, prepared, { owner, lease, log, progress, ctx, folder })
  } finally {
    await prepared.wayOut?.close()
  }
}

/** With a token of its own and a folder, both of which end with it. */
async function launch(
  run: ClaimedRun,
  prepared: Prepared,
  { owner, lease, log, progress, ctx, folder }: Held & { ctx: Context; folder: string },
): Promise<Outcome> {
  const { id: tokenId, token } = await createRunToken(ctx, run.id, tokenEnd(run))
  try {
    await lease.hold(() => saveUnderLease(run.id, owner, { runTokenId: tokenId }))
    await makeRunFolder(folder, prepared.files)
    const onPeak = (peakKib: number | null) => {
      progress.peakKib = peakKib
    }
    const { timeoutSeconds } = run
    progress.isLaunched = true
    const environment = scriptEnvironment(run, ctx, { token, folder })
    return await execute({ prepared, folder, env: environment, timeoutSeconds, log, signal: lease.signal, onPeak })
  } finally {
    await Promise.all([removeRunFolder(folder), endRunToken(run.userId, tokenId)])
  }
}

async function argsOf(ctx: Context, run: ClaimedRun, log: RunLog) {
  const args = runArgsSchema.parse(JSON.parse(run.args))
  if (keepsReferences(ctx) && findReferences(args).length > 0)
    log.note('$res: and $var: in the arguments stay as they are: it was started with a token for one script.')
  return resolveArgs(ctx, args, plainArgsSchema.parse(JSON.parse(run.plainArgs ?? '[]')))
}

async function textOf(ctx: Context, { content, scriptHash, language }: ClaimedRun) {
  const parsed = scriptLanguageSchema.parse(language)
  if (content !== null) return { content, language: parsed }
  return { content: (await getReadableVersion(ctx, scriptHash ?? '')).content, language: parsed }
}

function tokenEnd({ timeoutSeconds }: ClaimedRun): Date {
  return new Date(Date.now() + (timeoutSeconds + TOKEN_MARGIN_SECONDS) * 1000)
}

/** How a run waits once more, and says so; null where this was its end. */
function againAfter(run: ClaimedRun, outcome: Outcome | 'requeue' | 'lost', log: RunLog): Requeue | null {
  if (outcome === 'requeue') return { requeuedFor: 'stopped', isFailure: false }
  if (outcome === 'lost' || outcome.status === 'success') return null
  const at = nextAttemptAt(run, outcome.error)
  if (!at) return null
  log.note(failedNote(run, outcome.error, at))
  return { requeuedFor: 'failed', isFailure: true, at }
}

async function settle(
  { id }: ClaimedRun,
  owner: string,
  { outcome, peakKib }: { outcome: Outcome | 'requeue' | 'lost'; peakKib: number | null },
): Promise<void> {
  if (typeof outcome === 'string') return
  await endUnderLease(id, owner, { status: outcome.status, result: outcomeJson(outcome), memoryPeakKib: peakKib })
}
