import { expect, it } from 'vitest'
import { keyBatches } from './key-batches'

it('keeps every key once and in order', () => {
  const keys = Array.from({ length: 2345 }, (_, index) => `key-${index}`)
  expect(keyBatches(keys).flat()).toEqual(keys)
  expect(keyBatches(keys).map((batch) => batch.length)).toEqual([1000, 1000, 345])
})

it('sends fewer long keys at once', () => {
  const batches = keyBatches(Array.from({ length: 1000 }, () => 'x'.repeat(1024)))
  expect(Math.max(...batches.map((batch) => batch.join('').length))).toBeLessThanOrEqual(100_000)
})

it('makes no batch of nothing', () => expect(keyBatches([])).toEqual([]))
