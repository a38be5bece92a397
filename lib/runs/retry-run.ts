import 'server-only'
import { type Retry, retriesOf, retryDelaySeconds, retrySchema } from '@/lib/scripts/retry'
import type { RunError } from './outcome'

type Tried = { retry: string | null; failures: number }

/** The policy that a run was queued with; null where it is not tried again. */
export function readRetry({ retry }: Pick<Tried, 'retry'>): Retry | null {
  return retry === null ? null : retrySchema.parse(JSON.parse(retry))
}

// What keeps a script from being run at all is the same a moment later.
const FINAL = new Set(['NotRun'])

/** When a run that ends with that error is tried again; null when it is not. */
export function nextAttemptAt(run: Tried, { name }: Pick<RunError, 'name'>): Date | null {
  const seconds = FINAL.has(name) ? null : retryDelaySeconds(readRetry(run), run.failures)
  return seconds === null ? null : new Date(Date.now() + seconds * 1000)
}

/** `2 of 4`: the attempt that is under way, of those that the policy gives it. */
export function attemptOf(run: Tried): string {
  return `${run.failures + 1} of ${1 + retriesOf(readRetry(run))}`
}

/** What the log of another attempt begins with. */
export function attemptNote(run: Tried & { attempt: number; requeuedFor: string | null }): string {
  if (run.requeuedFor === 'failed') return `Attempt ${attemptOf(run)}.`
  const why = run.requeuedFor === 'stopped' ? 'was stopped' : 'was lost'
  return `Attempt ${run.attempt}: the worker of the one before ${why}.`
}

const MAX_MESSAGE_LENGTH = 500

/** What the log of an attempt ends with that is tried again at `at`. */
export function failedNote(run: Tried, { name, message }: RunError, at: Date): string {
  const seconds = Math.max(Math.ceil((at.getTime() - Date.now()) / 1000), 0)
  const next = seconds === 0 ? 'The next one begins now.' : `The next one begins in ${seconds} s.`
  return `Attempt ${attemptOf(run)} failed. ${name}: ${message.slice(0, MAX_MESSAGE_LENGTH)}\n[granary] ${next}`
}
