import 'server-only'
import type { ObjectStore } from '@/lib/storage/object-store'
import { removeLeftovers } from './leftovers'
import { probeStem } from './probe-names'
import type { Check } from './report'
import { endProbes, listUnendedProbes } from './store'
import { within } from './within'

/** Longer than any look takes: one that began before and has not ended broke off. */
const BROKEN_OFF_MS = 10 * 60_000
const SWEEP_MS = 30_000

/** Removes what looks left that broke off: told only where there were any. */
export async function* sweepLeftovers(resourceId: string, open: () => Promise<ObjectStore>): AsyncGenerator<Check> {
  const unended = await listUnendedProbes(resourceId, new Date(Date.now() - BROKEN_OFF_MS))
  if (unended.length === 0) return
  const start = performance.now()
  const check = { name: 'leftovers', label: 'Looks that broke off', group: 'Writing' }
  const store = await open()
  try {
    let removed = 0
    for (const { id: probeId, prefix } of unended)
      removed += await within(SWEEP_MS, removeLeftovers(store, { prefix, probeId }))
    await endProbes(unended.map((one) => one.id))
    const evidence = `Removed ${removed} ${removed === 1 ? 'file' : 'files'} of a look that broke off.`
    yield { ...check, state: 'passed', ms: Math.round(performance.now() - start), evidence }
  } catch (error) {
    const names = unended.map(({ id: probeId, prefix }) => JSON.stringify(`${probeStem({ prefix, probeId })}…`))
    yield {
      ...{ ...check, state: 'warning', ms: Math.round(performance.now() - start), cause: 'left_behind' },
      evidence: `Not removed: ${names.join(', ')}.`,
      problem: error instanceof Error ? error.message : 'What a look left that broke off could not be removed.',
      remedy: 'Remove what begins with these names by hand, or give the key the right to remove files.',
    }
  } finally {
    await store.close?.()
  }
}
