import { expect, it } from 'vitest'
import type { FlowModule } from '@/lib/pipelines/schema'
import { canMove, insertStep, moveStep, newStep, removeStep, updateStep } from './edit-tree'
import { sampleFlow as flow, scriptStep } from './sample-flow'
import { allSteps, depthOf, findStep, freshId, holdersOf, slotOf, stepsIn } from './tree'

const ids = (modules: FlowModule[]) =>
  allSteps(modules)
    .map(({ id }) => id)
    .join('')

it('names the steps in reading order, each before those inside of it', () => expect(ids(flow)).toBe('abcdefg'))

it('tells where a step lies, and in what', () => {
  expect(slotOf(flow, 'd')).toEqual({ parent: 'b', branch: 0, index: 1 })
  expect(slotOf(flow, 'f')).toEqual({ parent: 'e', branch: 0, index: 0 })
  expect(slotOf(flow, 'nowhere')).toBeNull()
  expect(holdersOf(flow, 'd').map(({ id }) => id)).toEqual(['b'])
  expect(depthOf(flow, { parent: 'b', branch: 0 })).toBe(1)
})

it.each([
  [[], 'a'],
  [['a', 'c'], 'b'],
  ['abcdefghijklmnopqrstuvwxyz'.split(''), 'aa'],
])('after %o comes %s', (taken, id) => expect(freshId(taken)).toBe(id))

it('adds a step anywhere, with an id that is free', () => {
  const step = newStep(flow, 'script')
  expect(step.id).toBe('h')
  expect(ids(insertStep(flow, { parent: null, branch: 0, index: 1 }, step))).toBe('ahbcdefg')
  expect(ids(insertStep(flow, { parent: 'b', branch: 0, index: 2 }, step))).toBe('abcdhefg')
  const branched = insertStep(flow, { parent: 'e', branch: 1, index: 0 }, step)
  expect(stepsIn(branched, { parent: 'e', branch: 1 })).toEqual([step])
  expect(stepsIn(branched, { parent: 'e', branch: 0 })).toEqual([scriptStep('f')])
})

it('removes a step with what is inside of it, and leaves the flow that it was given', () => {
  expect(ids(removeStep(flow, 'b'))).toBe('aefg')
  expect(ids(removeStep(flow, 'c'))).toBe('abdefg')
  expect(ids(flow)).toBe('abcdefg')
})

it('moves a step within its list and not out of it', () => {
  expect(ids(moveStep(flow, 'd', -1))).toBe('abdcefg')
  expect(ids(moveStep(flow, 'e', -1))).toBe('aefbcdg')
  expect(ids(moveStep(flow, 'd', 1))).toBe('abcdefg')
  expect([canMove(flow, 'a', -1), canMove(flow, 'a', 1), canMove(flow, 'g', 1)]).toEqual([false, true, false])
})

it('changes one step', () => {
  const next = updateStep(flow, 'd', (step) => ({ ...step, summary: 'Count' }))
  expect(findStep(next, 'd')?.summary).toBe('Count')
  expect(findStep(next, 'c')).toEqual(findStep(flow, 'c'))
})
