import { describe, expect, it } from 'vitest'
import { type Edit, indentLines, newLine, offsetOf, type Selection } from './edit-text'

/** The selection stands between two bars; where nothing is selected, there is one. */
function select(marked: string): Selection {
  const [before = '', middle, after] = marked.split('|')
  if (after === undefined) return { text: before + (middle ?? ''), start: before.length, end: before.length }
  const inner = middle ?? ''
  return { text: before + inner + after, start: before.length, end: before.length + inner.length }
}

function apply({ text }: Selection, edit: Edit | null): string | null {
  if (!edit) return null
  const next = text.slice(0, edit.from) + edit.insert + text.slice(edit.to)
  const { start, end } = edit.select ?? { start: edit.from + edit.insert.length, end: edit.from + edit.insert.length }
  const marked = `${next.slice(0, start)}|${next.slice(start)}`
  return start === end ? marked : `${marked.slice(0, end + 1)}|${marked.slice(end + 1)}`
}

describe('indenting', () => {
  it.each<[string, number, string | null]>([
    ['a|b', 2, 'a  |b'],
    ['|a\nb|\nc', 2, '  |a\n  b|\nc'],
    ['a\n|b\n|c', 4, 'a\n    |b\n|c'],
    ['    a|', -4, 'a|'],
    ['  a|', -4, 'a|'],
    ['a|', -4, null],
    ['  |a\n    b|', -2, '|a\n  b|'],
    ['\ta|', -2, 'a|'],
  ])('%j by %i is %j', (marked, spaces, expected) => {
    const selection = select(marked)
    expect(apply(selection, indentLines(selection, spaces))).toBe(expected)
  })
})

it.each([
  ['  a|', '  a\n  |'],
  ['def f():|', 'def f():\n  |'],
  ['  if (x) {|', '  if (x) {\n    |'],
  ['a| b|', 'a\n|'],
])('a new line after %j', (marked, expected) => {
  const selection = select(marked)
  expect(apply(selection, newLine(selection, 2))).toBe(expected)
})

it.each([
  [1, 1, 0],
  [2, 2, 4],
  [2, 99, 5],
  [9, 1, 6],
])('line %i, column %i lies at %i', (line, column, offset) => expect(offsetOf('ab\ncd\n', line, column)).toBe(offset))
