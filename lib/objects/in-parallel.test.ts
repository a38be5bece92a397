import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { inParallel } from './in-parallel'

it('works on every item once, never on more than the limit at a time', async () => {
  const seen: number[] = []
  let [running, most] = [0, 0]
  await inParallel([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    most = Math.max(most, ++running)
    await sleep(1)
    seen.push(item)
    running--
  })
  expect(seen.sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(most).toBe(3)
})

it('has ended all work when it throws', async () => {
  const begun: number[] = []
  const ended: number[] = []
  const work = inParallel([1, 2, 3, 4], 2, async (item) => {
    begun.push(item)
    if (item === 1) throw new Error('first')
    await sleep(5)
    ended.push(item)
  })
  await expect(work).rejects.toThrow('first')
  expect([begun, ended]).toEqual([[1, 2], [2]])
})
