import { expect, it } from 'vitest'
import { diffLines } from './diff-lines'

const shown = (before: string, after: string) =>
  diffLines(before, after).map(({ skipped, lines }) => [
    skipped,
    ...lines.map(({ kind, text, line }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${line} ${text}`),
  ])

it.each<[string, string, unknown[][]]>([
  ['a\nb\nc', 'a\nb\nc', []],
  ['a\nb\nc', 'a\nx\nc', [[0, ' 1 a', '-2 b', '+2 x', ' 3 c']]],
  ['a', 'a\nb', [[0, ' 1 a', '+2 b']]],
  ['', 'a', [[0, '-1 ', '+1 a']]],
  ['1\n2\n3\n4\n5', '1\n2\n3\n4\n5\n6', [[2, ' 3 3', ' 4 4', ' 5 5', '+6 6']]],
  ['a\nb\na\nc', 'a\na\nb\nc', [[0, ' 1 a', '-2 b', ' 2 a', '+3 b', ' 4 c']]],
])('from %j to %j', (before, after, parts) => expect(shown(before, after)).toEqual(parts))

it('tells changes that lie far apart each by itself', () => {
  const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`)
  const parts = diffLines(lines.join('\n'), lines.with(10, 'x').with(90, 'y').join('\n'))
  expect(parts.map(({ skipped, lines: each }) => [skipped, each.length])).toEqual([
    [7, 8],
    [73, 8],
  ])
})

it('is quick with texts that have nothing in common', () => {
  const text = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}`).join('\n')
  const started = performance.now()
  expect(diffLines(text('old'), text('new'))[0]?.lines).toHaveLength(40_000)
  expect(performance.now() - started).toBeLessThan(2000)
})
