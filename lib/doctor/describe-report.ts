import type { Report } from './report'

/** What the audit log keeps of a report. */
export function describeReport({ verdict, changes, checks }: Report) {
  const failed = checks.filter(({ state }) => state === 'failed').map(({ name }) => name)
  const changed = changes.map(({ label, from, to }) => `${label}: ${from} → ${to}`)
  return { verdict, failed: unlessEmpty(failed), changed: unlessEmpty(changed) }
}

function unlessEmpty(list: string[]): string[] | undefined {
  return list.length > 0 ? list : undefined
}
