import type { Amount, Counts } from './schema'

const NONE: Amount = { objects: 0, bytes: 0 }

export const noCounts: Counts = {
  ...{ done: NONE, skipped: NONE, failed: NONE },
  ...{ conflicts: 0, unreadable: 0, undeletable: 0, unwritable: 0 },
}

/** What one object adds. */
export type Outcome = Partial<Omit<Counts, 'done' | 'skipped' | 'failed'>> & {
  became: 'done' | 'skipped' | 'failed'
  bytes: number
}

/** Counts with one more object in them. */
export function addOutcome(counts: Counts, { became, bytes, ...more }: Outcome): Counts {
  const amount = counts[became]
  return {
    ...counts,
    [became]: { objects: amount.objects + 1, bytes: amount.bytes + bytes },
    conflicts: counts.conflicts + (more.conflicts ?? 0),
    unreadable: counts.unreadable + (more.unreadable ?? 0),
    undeletable: counts.undeletable + (more.undeletable ?? 0),
    unwritable: counts.unwritable + (more.unwritable ?? 0),
  }
}
