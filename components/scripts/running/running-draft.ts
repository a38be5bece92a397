import type { Retry } from '@/lib/scripts/retry'
import { type Running, runningOf, typedRunningSchema } from '@/lib/scripts/running'

export const retryKinds = ['none', 'constant', 'exponential', 'both'] as const
export type RetryKind = (typeof retryKinds)[number]

/** How the runs of a script go, as it is typed: numbers are texts. */
export type RunningDraft = {
  priority: string
  timeout: string
  concurrentLimit: string
  concurrencyWindow: string
  concurrencyKey: string
  retry: RetryKind
  constantAttempts: string
  constantSeconds: string
  growingAttempts: string
  growingMultiplier: string
  growingSeconds: string
  growingSpread: string
  restart: boolean
}

/** What the form begins with. A way of retrying that is not in use begins with what is usual. */
export function startRunningDraft(running: Running): RunningDraft {
  const constant = running.retry?.constant
  const growing = running.retry?.exponential
  return {
    ...{ priority: textOf(running.priority), timeout: textOf(running.timeout) },
    concurrentLimit: textOf(running.concurrent_limit),
    concurrencyWindow: textOf(running.concurrency_time_window_s),
    concurrencyKey: running.concurrency_key ?? '',
    retry: kindOf(running.retry),
    constantAttempts: String(constant?.attempts || 3),
    constantSeconds: String(constant?.seconds ?? 10),
    growingAttempts: String(growing?.attempts || 4),
    growingMultiplier: String(growing?.multiplier ?? 1),
    growingSeconds: String(growing?.seconds ?? 2),
    growingSpread: String(growing?.random_factor ?? 0),
    restart: running.restart_unless_cancelled ?? false,
  }
}

type Problems = Partial<Record<keyof RunningDraft, string>>
type Read = { running: Running; problems: null } | { running: null; problems: Problems }

/** What was typed, or what is wrong with which field. */
export function readRunningDraft(draft: RunningDraft): Read {
  const read = typedRunningSchema.safeParse({
    priority: numberOf(draft.priority),
    timeout: numberOf(draft.timeout),
    concurrent_limit: numberOf(draft.concurrentLimit),
    concurrency_time_window_s: numberOf(draft.concurrencyWindow),
    concurrency_key: draft.concurrencyKey.trim() || null,
    retry: retryOf(draft),
    restart_unless_cancelled: draft.restart || null,
  })
  const problems: Problems = {}
  for (const { path, message } of read.error?.issues ?? []) {
    const field = fieldAt[path.join('.')]
    if (field) problems[field] ??= message
  }
  for (const field of attemptsOf(draft.retry))
    if (Number(draft[field]) === 0) problems[field] ??= 'At least one attempt.'
  return read.success && Object.keys(problems).length === 0
    ? { running: runningOf(read.data), problems: null }
    : { running: null, problems }
}

const fieldAt: Record<string, keyof RunningDraft> = {
  priority: 'priority',
  timeout: 'timeout',
  concurrent_limit: 'concurrentLimit',
  concurrency_time_window_s: 'concurrencyWindow',
  concurrency_key: 'concurrencyKey',
  'retry.constant.attempts': 'constantAttempts',
  'retry.constant.seconds': 'constantSeconds',
  'retry.exponential.attempts': 'growingAttempts',
  'retry.exponential.multiplier': 'growingMultiplier',
  'retry.exponential.seconds': 'growingSeconds',
  'retry.exponential.random_factor': 'growingSpread',
}

/** Whether that way of retrying has attempts of that sort. */
export const isConstant = (kind: RetryKind) => kind === 'constant' || kind === 'both'
export const isGrowing = (kind: RetryKind) => kind === 'exponential' || kind === 'both'

function attemptsOf(kind: RetryKind) {
  return [
    ...(isConstant(kind) ? (['constantAttempts'] as const) : []),
    ...(isGrowing(kind) ? (['growingAttempts'] as const) : []),
  ]
}

function kindOf(retry: Retry | null | undefined): RetryKind {
  const constant = (retry?.constant?.attempts ?? 0) > 0
  const growing = (retry?.exponential?.attempts ?? 0) > 0
  if (constant) return growing ? 'both' : 'constant'
  return growing ? 'exponential' : 'none'
}

/** Unlike the settings, a number of a retry must be given. */
function retryOf(draft: RunningDraft) {
  if (draft.retry === 'none') return null
  const must = (text: string) => numberOf(text) ?? Number.NaN
  return {
    ...(isConstant(draft.retry) && {
      constant: { attempts: must(draft.constantAttempts), seconds: must(draft.constantSeconds) },
    }),
    ...(isGrowing(draft.retry) && {
      exponential: {
        ...{ attempts: must(draft.growingAttempts), multiplier: must(draft.growingMultiplier) },
        ...{ seconds: must(draft.growingSeconds), random_factor: must(draft.growingSpread) },
      },
    }),
  }
}

const textOf = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value))
const numberOf = (text: string) => (text.trim() === '' ? null : Number(text))
