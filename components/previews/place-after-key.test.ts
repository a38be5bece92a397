import { expect, it } from 'vitest'
import { type GridPlace, placeAfterKey } from './place-after-key'

const extent = { rows: 20_000_000, columns: 10, page: 20 }
const from: GridPlace = { row: 100, column: 4 }

it.each([
  ['ArrowDown', false, { row: 101, column: 4 }],
  ['ArrowUp', false, { row: 99, column: 4 }],
  ['ArrowDown', true, { row: 19_999_999, column: 4 }],
  ['ArrowUp', true, { row: 0, column: 4 }],
  ['ArrowRight', true, { row: 100, column: 9 }],
  ['Home', false, { row: 100, column: 0 }],
  ['End', false, { row: 100, column: 9 }],
  ['Home', true, { row: 0, column: 0 }],
  ['End', true, { row: 19_999_999, column: 9 }],
  ['PageDown', false, { row: 120, column: 4 }],
  ['PageUp', false, { row: 80, column: 4 }],
])('%s (with Ctrl: %s) leads to %j', (key, ctrlKey, expected) => {
  expect(placeAfterKey({ key, ctrlKey, metaKey: false }, from, extent)).toEqual(expected)
})

it('stays inside the table', () => {
  const corner = placeAfterKey({ key: 'PageUp', ctrlKey: false, metaKey: false }, { row: 3, column: 0 }, extent)
  expect(corner).toEqual({ row: 0, column: 0 })
})

it('leaves other keys alone', () => {
  expect(placeAfterKey({ key: 'a', ctrlKey: false, metaKey: false }, from, extent)).toBeNull()
})
