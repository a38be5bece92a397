import { expect, it } from 'vitest'
import { findCut } from './find-cut'

it('leaves a short name whole', () => {
  expect(findCut('orders-2026-10.parquet')).toBeNull()
})

it('keeps the ending of a long one', () => {
  const name = 'a-very-long-name-that-has-no-room-2026-10-31.log'
  expect(name.slice(findCut(name) ?? 0)).toBe('2026-10-31.log')
})

it('does not tear an emoji apart', () => {
  expect(findCut(`${'x'.repeat(20)}👩‍👩‍👧${'y'.repeat(11)}`)).toBe(20)
})
