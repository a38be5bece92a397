import { expect, it } from 'vitest'
import { type ChangeBatch, runChange } from './run-change'

it('goes on where a step stopped, keys first, then folders', async () => {
  const asked: [ChangeBatch, string | undefined][] = []
  const answers = [null, 'more', null]
  const progress = await runChange(
    { keys: ['a', 'b'], prefixes: ['c/'] },
    {
      step: async (batch, resume) => {
        asked.push([batch, resume])
        return { done: 2, failures: [], resume: answers[asked.length - 1] ?? null }
      },
    },
  )
  expect(asked).toEqual([
    [{ keys: ['a', 'b'], prefixes: [] }, undefined],
    [{ keys: [], prefixes: ['c/'] }, undefined],
    [{ keys: [], prefixes: ['c/'] }, 'more'],
  ])
  expect(progress.done).toBe(6)
})

it('tells every failure and how far it is after each step', async () => {
  const told: number[] = []
  const progress = await runChange(
    { keys: ['a', 'b', 'c'], prefixes: [] },
    {
      maxKeys: 1,
      step: async ({ keys: [key = ''] }) => ({
        done: key === 'b' ? 0 : 1,
        failures: key === 'b' ? [{ key, reason: 'no' }] : [],
        resume: null,
      }),
      onProgress: ({ done }) => told.push(done),
    },
  )
  expect(progress).toEqual({ done: 2, failures: [{ key: 'b', reason: 'no' }] })
  expect(told).toEqual([1, 1, 2])
})

it('stops between two steps when it is called off', async () => {
  const abort = new AbortController()
  const progress = await runChange(
    { keys: [], prefixes: ['a/'] },
    {
      signal: abort.signal,
      step: async () => {
        abort.abort()
        return { done: 100, failures: [], resume: 'more' }
      },
    },
  )
  expect(progress.done).toBe(100)
})
