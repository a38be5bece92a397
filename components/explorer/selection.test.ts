import { expect, it } from 'vitest'
import { nothingSelected, reduceSelection, type Selection, type SelectionEvent } from './selection'

const rows = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key }))
const of = (keys: string[], anchor: string | null = null): Selection => ({ keys: new Set(keys), anchor })

it.each<[Selection, SelectionEvent, string[], string | null, string]>([
  [nothingSelected, { type: 'toggle', key: 'b' }, ['b'], 'b', 'a first row, which starts a range'],
  [of(['b'], 'b'), { type: 'toggle', key: 'b' }, [], 'b', 'the same row again'],
  [of(['b'], 'b'), { type: 'range', key: 'd', rows }, ['b', 'c', 'd'], 'b', 'down from the anchor'],
  [of(['d'], 'd'), { type: 'range', key: 'b', rows }, ['d', 'b', 'c'], 'd', 'up from the anchor'],
  [of(['a', 'd'], 'd'), { type: 'range', key: 'e', rows }, ['a', 'd', 'e'], 'd', 'besides what was selected'],
  [nothingSelected, { type: 'range', key: 'c', rows }, ['c'], 'c', 'without an anchor'],
  [of(['x'], 'x'), { type: 'range', key: 'c', rows }, ['x', 'c'], 'c', 'from an anchor that left the list'],
  [of(['a'], 'a'), { type: 'range', key: 'gone', rows }, ['a'], 'a', 'to a row that left the list'],
  [of(['a'], 'a'), { type: 'all', rows }, ['a', 'b', 'c', 'd', 'e'], 'a', 'everything loaded'],
  [of(['a', 'b'], 'a'), { type: 'clear' }, [], null, 'nothing'],
  [of(['a', 'z'], 'z'), { type: 'keep', rows }, ['a'], null, 'only what is still there'],
])('selection %o after %o is %j: %s', (before, event, keys, anchor) => {
  const after = reduceSelection(before, event)
  expect([...after.keys].sort()).toEqual([...keys].sort())
  expect(after.anchor).toBe(anchor)
})

it('stays the same object when nothing changes', () => {
  expect(reduceSelection(nothingSelected, { type: 'clear' })).toBe(nothingSelected)
  const selection = of(['a'])
  expect(reduceSelection(selection, { type: 'keep', rows })).toBe(selection)
})
