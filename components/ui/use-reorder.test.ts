import { expect, it } from 'vitest'
import { targetOf } from './use-reorder'

// Three rows, the middle one twice as high.
const rows = { tops: [0, 30, 90], heights: [30, 60, 30] }

it.each([
  [0, 0, 0, 'a press without a move leaves it'],
  [0, 44, 0, 'not yet over the middle of the next'],
  [0, 46, 1, 'past the middle of the next'],
  [0, 500, 2, 'beyond the end is the last place'],
  [2, -44, 2, 'not yet over the middle of the one before'],
  [2, -46, 1, 'past it'],
  [2, -500, 0, 'beyond the start is the first place'],
])('row %i, dragged %i pixels, comes to %i: %s', (from, distance, to) => {
  expect(targetOf(rows, from, distance)).toBe(to)
})
