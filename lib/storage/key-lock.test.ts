import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { holding } from './key-lock'

async function heldOrder(names: string[][]): Promise<string[]> {
  const order: string[] = []
  const work = (i: number) => async () => {
    order.push(`${i} begins`)
    await sleep(5)
    order.push(`${i} ends`)
  }
  await Promise.all(names.map((each, i) => holding(each, work(i))))
  return order
}

it('lets holders of one name wait for each other', async () => {
  expect(await heldOrder([['a'], ['a'], ['a']])).toEqual([
    '0 begins',
    '0 ends',
    '1 begins',
    '1 ends',
    '2 begins',
    '2 ends',
  ])
})

it('lets holders of different names run together', async () => {
  expect((await heldOrder([['a'], ['b']])).slice(0, 2)).toEqual(['0 begins', '1 begins'])
})

it('never ends in two holders that wait for each other', async () => {
  expect(
    await heldOrder([
      ['a', 'b'],
      ['b', 'a'],
      ['a', 'b', 'a'],
    ]),
  ).toHaveLength(6)
})

it('goes on after a holder that failed', async () => {
  const failing = holding(['a'], () => Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  expect(await holding(['a'], async () => 'next')).toBe('next')
})
