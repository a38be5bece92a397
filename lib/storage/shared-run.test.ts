import { expect, it } from 'vitest'
import { sharedRun } from './shared-run'

function flushByHand() {
  const ends: ((value?: unknown) => void)[] = []
  const flush = sharedRun(() => new Promise((resolve) => ends.push(resolve)))
  return { flush, ends }
}

it('answers nobody before a flush that began after they asked', async () => {
  const { flush, ends } = flushByHand()
  const first = flush()
  const answered: string[] = []
  const late = [flush(), flush()].map((each) => each.then(() => answered.push('late')))
  ends[0]?.()
  await first
  await new Promise(setImmediate)
  expect(answered).toEqual([])
  ends[1]?.()
  await Promise.all(late)
  expect(ends).toHaveLength(2)
})

it('flushes again after a flush that failed', async () => {
  let turn = 0
  const flush = sharedRun(async () => {
    turn++
    if (turn === 1) throw new Error('the disk is gone')
  })
  await expect(flush()).rejects.toThrow('the disk is gone')
  await flush()
  expect(turn).toBe(2)
})
