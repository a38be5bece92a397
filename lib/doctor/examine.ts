import { remedies } from './remedies'
import type { Check, CheckState, Suggestion } from './report'
import { TookTooLong, within } from './within'

/** What a stage came to. */
export type Finding = {
  state: Exclude<CheckState, 'not_reached'>
  evidence: string
  cause?: string
  problem?: string
  remedy?: string
  suggestion?: Suggestion
  /** Why nothing that comes later can be tried. */
  stops?: string
}

/** One look at one thing. */
export type Stage<C> = {
  name: string
  label: string
  group: string
  /** Why it cannot be tried, or null. */
  waits?: (context: C) => string | null
  run: (context: C) => Promise<Finding>
}

export type Examination = {
  /** Texts that stand in no evidence: keys and tokens. */
  secrets: readonly string[]
  /** When it must be over, by `performance.now()`. */
  deadline: number
  /** Milliseconds that one stage may take; absent: `STAGE_MS`. */
  stageMs?: number
}

/** Longer than any stage takes whose requests end by their own time limits. */
export const STAGE_MS = 45_000

/** What may be spent on removing what was written. */
export const TIDY_MS = 20_000

/** Runs stages one after the other and tells each as soon as it is done; what cannot be tried is told with the reason. */
export async function* examine<C extends Examination>(stages: readonly Stage<C>[], context: C): AsyncGenerator<Check> {
  let stopped: string | null = null
  for (const stage of stages) {
    const { name, label, group } = stage
    const reason: string | null = stopped ?? overtime(context) ?? stage.waits?.(context) ?? null
    if (reason !== null) {
      yield { name, label, group, state: 'not_reached', ms: null, evidence: reason }
      continue
    }
    const start = performance.now()
    const { stops, ...finding } = await inTime(stage, context)
    stopped = stops ?? null
    yield redact({ name, label, group, ms: Math.round(performance.now() - start), ...finding }, context.secrets)
  }
}

/** A stage that hangs is a finding, and the look goes on. */
async function inTime<C extends Examination>(stage: Stage<C>, context: C): Promise<Finding> {
  const { stageMs = STAGE_MS } = context
  try {
    return await within(stageMs, stage.run(context))
  } catch (error) {
    if (!(error instanceof TookTooLong)) throw error
    const evidence = `${error.message}, and was given up.`
    return {
      state: 'failed',
      evidence,
      cause: 'stuck',
      problem: 'The storage does not end this.',
      remedy: remedies.timeout,
    }
  }
}

function overtime({ deadline }: Examination): string | null {
  return performance.now() < deadline ? null : 'The storage answered so slowly that the time for this look was used up.'
}

/** Servers choose the words of their errors, and may repeat what they were sent. */
function redact(check: Check, secrets: readonly string[]): Check {
  const hide = (text: string | undefined) => secrets.reduce((shown, secret) => shown?.replaceAll(secret, '…'), text)
  return { ...check, evidence: hide(check.evidence) ?? '', problem: hide(check.problem), remedy: hide(check.remedy) }
}
