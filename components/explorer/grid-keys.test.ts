import { expect, it } from 'vitest'
import { type GridCommand, readGridKey } from './grid-keys'

const NONE = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }
const move = (index: number, extend = false): GridCommand => ({ type: 'move', index, extend })

it.each<[Partial<KeyboardEvent>, number, GridCommand | null, string]>([
  [{ key: 'ArrowDown' }, -1, move(0), 'the first row comes first'],
  [{ key: 'j' }, 3, move(4), 'j is down'],
  [{ key: 'k' }, 3, move(2), 'k is up'],
  [{ key: 'ArrowUp' }, -1, move(9), 'up from nowhere is the last row'],
  [{ key: 'ArrowUp' }, 0, move(0), 'the top stays the top'],
  [{ key: 'ArrowDown' }, 9, move(9), 'the end stays the end'],
  [{ key: 'PageDown' }, 2, move(7), 'a page'],
  [{ key: 'End' }, 2, move(9), 'the last loaded row'],
  [{ key: 'ArrowDown', shiftKey: true }, 2, move(3, true), 'with shift the selection grows'],
  [{ key: 'ArrowUp', altKey: true }, 2, { type: 'up' }, 'the parent'],
  [{ key: 'Backspace' }, 2, { type: 'up' }, 'the parent, too'],
  [{ key: 'ArrowLeft', altKey: true }, 2, null, 'the browser goes back itself'],
  [{ key: 'a', ctrlKey: true }, 2, { type: 'all' }, 'all loaded rows'],
  [{ key: 'c', ctrlKey: true }, 2, null, 'copying is the browser’s'],
  [{ key: 'x' }, 2, { type: 'toggle' }, 'one row'],
  [{ key: 'Enter' }, 2, { type: 'open' }, 'opens'],
  [{ key: 'q' }, 2, null, 'not a key of the list'],
])('%o at row %i is %o: %s', (press, active, expected) => {
  const place = { active, count: 10, pageRows: 5 }
  expect(readGridKey({ ...NONE, key: '', ...press }, place)).toEqual(expected)
})
