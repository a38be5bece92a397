import { expect, it } from 'vitest'
import { splitName } from './split-name'

it('leaves a short name whole', () => {
  expect(splitName('orders-2026-10.parquet')).toBeNull()
})

it('keeps the ending of a long one', () => {
  expect(splitName('a-very-long-name-that-has-no-room-2026-10-31.log')).toEqual({
    head: 'a-very-long-name-that-has-no-room-',
    tail: '2026-10-31.log',
  })
})

it('does not tear an emoji or an accent apart', () => {
  const name = `${'x'.repeat(20)}👩‍👩‍👧${'y'.repeat(11)}`
  expect(splitName(name)).toEqual({ head: 'x'.repeat(20), tail: `👩‍👩‍👧${'y'.repeat(11)}` })
})
