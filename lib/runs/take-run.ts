import 'server-only'
import { MAX_RUN_DEPTH } from './limits'
import { type ClaimedRun, claimRun, countWaitingParents, listFlowsUnder } from './store'

/** Places beyond the usual number for what runs wait for; and those for what the runs wait for that were begun last. */
const EXTRA_PLACES = MAX_RUN_DEPTH
const LAST_PLACES = 4 * MAX_RUN_DEPTH
/** Of those the part that what does not wait leaves free, so that a line of the greatest depth always has its places. */
const KEPT_PLACES = 2 * MAX_RUN_DEPTH

type Desk = {
  /** Ids of what this process works on, the last begun at the end. */
  running: string[]
  /** How many it works on at a time, unless they wait for others. */
  atOnce: number
}

/**
 * Takes the next run for `claim`; null when none is due, or there is no place. Runs that wait for what they have started would keep it from
 * being begun for ever, so that has more places. Whether a script waits cannot be told: it counts as waiting while it has a child. So the
 * places are few, and once they are taken, the children of those begun last have one each: they come nearer to the greatest depth with
 * each, and what is there starts nothing more. While something does not wait, some of these places stay free.
 */
export async function takeRun(claim: string, { running, atOnce }: Desk): Promise<ClaimedRun | null> {
  if (running.length < atOnce) return claimRun(claim)
  const busy = running.length - (await countWaitingParents(running))
  if (busy >= atOnce) return null
  if (running.length < atOnce + EXTRA_PLACES) return claimRun(claim, { childrenOnly: true })
  const places = busy > 0 ? LAST_PLACES - KEPT_PLACES : LAST_PLACES
  if (running.length >= atOnce + places) return null
  for (const parentId of running.toReversed()) {
    // Not always a child of the very last: that may run elsewhere, or be held back by its concurrency key.
    // And what a pipeline has begun that it waits for.
    for (const above of [parentId, ...(await listFlowsUnder(parentId))]) {
      const run = await claimRun(claim, { childrenOnly: true, parentId: above })
      if (run) return run
    }
  }
  return null
}
