import { TIDY_MS } from './examine'
import type { Check } from './report'
import { within } from './within'

type Tidied = {
  /** Keys of what was written and is not removed yet. */
  left: { keys(): Iterable<string> }
  /** Tries to remove all of it. */
  remove(): Promise<void>
}

/** Removes what the stages of a look have left, and tells by name what stays: the next look tries again. */
export async function tidyUp({ left, remove }: Tidied): Promise<Check> {
  const start = performance.now()
  await within(TIDY_MS, remove()).catch(() => undefined)
  const names = [...left.keys()].map((key) => JSON.stringify(key))
  const check = { name: 'tidy', label: 'Tidying up', group: 'Writing', ms: Math.round(performance.now() - start) }
  if (names.length === 0) return { ...check, state: 'passed', evidence: 'Everything that was written is removed.' }
  return {
    ...{ ...check, state: 'failed', cause: 'left_behind' },
    evidence: `Left behind: ${names.join(', ')}.`,
    problem: 'Files can be written here, but not removed again.',
    remedy: 'Remove them by hand, and give these credentials the right to remove files.',
  }
}
