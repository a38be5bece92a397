import { capabilitiesFrom } from './capabilities'
import {
  type Capabilities,
  type Change,
  type Check,
  type CheckState,
  capabilityNames,
  DOCTOR_VERSION,
  type Report,
  type Verdict,
} from './report'

type Look = { checks: Check[]; startedAt: Date; finishedAt: Date; by: string | null; prefix: string }

/** What the checks of one look come to, and what is not as it was in the report before. */
export function buildReport(look: Look, before: Report | null): Report {
  const verdict = judge(look.checks)
  const capabilities = capabilitiesFrom(look.checks)
  const report = {
    ...look,
    version: DOCTOR_VERSION,
    verdict,
    // As the resource is saved, nothing works: what was seen was seen with a suggestion.
    capabilities: verdict === 'broken' ? withoutTrue(capabilities) : capabilities,
  }
  // What another version looked at in another way is no change of the storage.
  const comparable = before?.version === DOCTOR_VERSION ? before : null
  return {
    ...report,
    changes: comparable ? compare(comparable, report) : [],
    comparedWith: comparable?.finishedAt ?? null,
  }
}

/** Without a connection and a signature nothing works, even where the rest was tried with a suggestion. */
export const VITAL_GROUPS = ['Connection', 'Sign-in', 'Folder']

function judge(checks: readonly Check[]): Verdict {
  const failed = checks.filter(({ state }) => state === 'failed')
  if (failed.some(({ group }) => VITAL_GROUPS.includes(group))) return 'broken'
  const { list, read, write } = capabilitiesFrom(checks)
  if (!list && !read && !write) return 'broken'
  return failed.length > 0 ? 'limited' : 'works'
}

function withoutTrue(capabilities: Capabilities): Capabilities {
  const entries = capabilityNames.map((name) => [name, capabilities[name] === false ? false : null] as const)
  return Object.fromEntries(entries) as Capabilities
}

const WORDS: Record<CheckState, string> = {
  passed: 'works',
  warning: 'works, with a warning',
  failed: 'fails',
  absent: 'not there',
  not_reached: 'not reached',
}

function compare(before: Report, now: Pick<Report, 'checks'>): Change[] {
  const known = new Map(before.checks.map((check) => [check.name, check]))
  return now.checks.flatMap(({ name, label, state, cause }) => {
    const old = known.get(name)
    if (!old || (old.state === state && (state === 'not_reached' || old.cause === cause))) return []
    return [{ name, label, from: told(old), to: told({ state, cause }) }]
  })
}

function told({ state, cause }: Pick<Check, 'state' | 'cause'>): string {
  const why = cause && state !== 'passed' ? ` (${cause.replaceAll('_', ' ')})` : ''
  return `${WORDS[state]}${why}`
}
