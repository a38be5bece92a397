import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
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

it('lets whoever waits give up, and nobody pass by that', async () => {
  const order: string[] = []
  let finish = () => {}
  const first = holding(['a'], () => new Promise<void>((done) => (finish = done)))
  const gone = new AbortController()
  const second = holding(['0', 'a'], async () => order.push('second'), gone.signal)
  const third = holding(['a'], async () => order.push('third'))
  await sleep(1)
  gone.abort(new Error('gave up'))
  await expect(second).rejects.toThrow('gave up')
  expect(await holding(['0'], async () => 'free')).toBe('free')
  expect(order).toEqual([])
  finish()
  await Promise.all([first, third])
  expect(order).toEqual(['third'])
})

it('holds for every copy of the module in this process', async () => {
  vi.resetModules()
  const other = await import('./key-lock')
  expect(other.holding).not.toBe(holding)
  const order: string[] = []
  const first = holding(['a'], async () => {
    await sleep(5)
    order.push('first')
  })
  await Promise.all([first, other.holding(['a'], async () => order.push('second'))])
  expect(order).toEqual(['first', 'second'])
})
