import { expect, it } from 'vitest'
import { examine, type Stage } from './examine'
import type { Check } from './report'

const stage = (name: string, run: () => Promise<unknown>): Stage<{ secrets: string[]; deadline: number }> => ({
  ...{ name, label: name, group: 'Reading' },
  run: async () => {
    await run()
    return { state: 'passed', evidence: 'It worked.' }
  },
})

it('gives a stage up that hangs, goes on with the next, and begins none when the time is used up', async () => {
  const stages = [
    stage('hangs', () => new Promise(() => undefined)),
    stage('works', async () => undefined),
    stage('fails late', () => new Promise((_, reject) => setTimeout(reject, 150, new Error('late')))),
    stage('is too late', async () => undefined),
  ]
  const checks: Check[] = []
  const look = { secrets: [], deadline: performance.now() + 150, stageMs: 100 }
  for await (const check of examine(stages, look)) checks.push(check)
  expect(checks.map(({ state, cause }) => [state, cause])).toEqual([
    ['failed', 'stuck'],
    ['passed', undefined],
    ['failed', 'stuck'],
    ['not_reached', undefined],
  ])
  // What fails after it was given up harms nobody.
  await new Promise((resolve) => setTimeout(resolve, 100))
})
