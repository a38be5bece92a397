import 'server-only'
import { endRunToken } from '@/lib/tokens/run-token'
import { failure, outcomeJson } from './outcome'
import { nextAttemptAt } from './retry-run'
import { removeRunFolder, runFolder } from './run-folder'
import { type LostRun, listLostRuns, type Requeue, settleLostRun } from './store'
import { tellRunEnded } from './wait-for-run'

// A script that takes its worker with it each time would do so for ever.
const MAX_ATTEMPTS = 3

/** Ends what a lost worker left, or queues it again where the script says that it may be begun twice. */
export async function settleLostRuns(): Promise<void> {
  for (const run of await listLostRuns())
    await settle(run).catch((error) => console.error(`[runs] the lost run ${run.id} could not be ended`, error))
}

async function settle(run: LostRun): Promise<void> {
  // Another process was first, or the worker is back: the folder and the token are theirs.
  const end = endOf(run)
  if (!(await settleLostRun(run, end))) return
  if ('result' in end) tellRunEnded(run.id) // a pipeline goes on after it
  await removeRunFolder(runFolder(run)) // it holds the arguments
  if (run.runTokenId) await endRunToken(run.userId, run.runTokenId)
}

function endOf(run: LostRun): { result: string } | Requeue {
  if (run.restart && run.attempt - run.failures < MAX_ATTEMPTS) return { requeuedFor: 'lost', isFailure: false }
  const outcome = lost(run)
  const at = nextAttemptAt(run, outcome.error)
  return at ? { requeuedFor: 'lost', isFailure: true, at } : { result: outcomeJson(outcome) }
}

function lost({ attempt }: LostRun) {
  const often = attempt > 1 ? ` It was begun ${attempt} times.` : ''
  const message = `The worker that ran it is lost: it was killed, or could not reach the database. What the script did before stays done.${often}`
  return failure('WorkerLost', message)
}
