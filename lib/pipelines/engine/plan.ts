import { type FlowModule, MAX_PARALLELISM, type Transform } from '@/lib/pipelines/schema'
import { hasActive, hasBegun, isPassed, type ObservedList, type ObservedStep } from './observe'

/** Where a value comes from. */
export type Source = { from: 'input' } | { from: 'step'; key: string } | { from: 'item'; loop: Iteration }

/** The iteration that a step is in. */
export type Iteration = { key: string; index: number; iterator: Transform; place: Place }

/** What a step can speak of from where it stands. */
export type Place = { earlier: ReadonlyMap<string, Source>; previous: Source; loop: Iteration | null }

/** What is to be done next: a run to begin, a loop or branches to open, or to close. */
export type Todo = { what: 'start' | 'open' | 'close'; step: ObservedStep; place: Place }

export const TOP: Place = { earlier: new Map(), previous: { from: 'input' }, loop: null }

/** The first step that has not been passed, or null, and the place that has been reached. */
export function walk({ steps }: ObservedList, place: Place): { next: ObservedStep | null; place: Place } {
  const earlier = new Map(place.earlier)
  let { previous } = place
  for (const step of steps) {
    if (!isPassed(step)) return { next: step, place: { ...place, earlier, previous } }
    if (step.module.value.type !== 'identity') previous = { from: 'step', key: step.key }
    earlier.set(step.module.id, previous)
  }
  return { next: null, place: { ...place, earlier, previous } }
}

/** What is to be done next in a list that has not ended. */
export function planList(list: ObservedList, from: Place): Todo[] {
  const { next: step, place } = walk(list, from)
  if (!step || step.state === 'failure') return []
  if (step.state === 'waiting') return [{ what: isComposite(step.module) ? 'open' : 'start', step, place }]
  return isComposite(step.module) ? planWithin(step, place) : []
}

/** Where the steps of one iteration or branch stand. */
export function placeWithin({ key, module }: ObservedStep, place: Place, index: number): Place {
  if (module.value.type !== 'forloopflow') return place
  const loop = { key, index, iterator: module.value.iterator, place }
  return { ...place, previous: { from: 'item', loop }, loop }
}

/** Whether what failed in one iteration or branch is passed over. */
export function mayFail({ module: { value } }: ObservedStep, index: number): boolean {
  if (value.type === 'forloopflow') return value.skip_failures
  return value.type === 'branchall' && value.branches[index]?.skip_failure === true
}

function planWithin(step: ObservedStep, place: Place): Todo[] {
  const open = step.lists.map((list, index) => ({ list, index })).filter(({ list }) => list.state === 'active')
  const isLost = step.lists.some((list, index) => list.state === 'failure' && !mayFail(step, index))
  // What runs beside what failed is waited for, and nothing more is begun.
  if (isLost ? !step.lists.some(hasActive) : open.length === 0) return [{ what: 'close', step, place }]
  if (isLost) return []
  const begun = open.filter(({ list }) => hasBegun(list))
  const waiting = open.filter(({ list }) => !hasBegun(list))
  const more = waiting.slice(0, Math.max(atOnce(step.module) - begun.length, 0))
  return [...begun, ...more].flatMap(({ list, index }) => planList(list, placeWithin(step, place, index)))
}

function atOnce({ value }: FlowModule): number {
  if (value.type === 'forloopflow' && value.parallel) return value.parallelism ?? MAX_PARALLELISM
  return value.type === 'branchall' && value.parallel ? MAX_PARALLELISM : 1
}

function isComposite({ value }: FlowModule): boolean {
  return value.type === 'forloopflow' || value.type === 'branchall'
}
