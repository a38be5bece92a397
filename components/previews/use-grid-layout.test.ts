import { expect, it } from 'vitest'
import { gutterWidth } from './use-grid-layout'

it.each([
  [22, 40],
  [1000, 48],
  [1_000_000, 70],
])('the numbers of %i rows take at most %i pixels', (rowCount, most) => {
  expect(gutterWidth(rowCount)).toBeLessThanOrEqual(most)
  // A digit of the 11-pixel mono font is 6.6 wide.
  expect(gutterWidth(rowCount)).toBeGreaterThan(rowCount.toLocaleString('en').length * 6.6 + 6)
})
