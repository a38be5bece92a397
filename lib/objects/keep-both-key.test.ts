import { expect, it } from 'vitest'
import { keepBothKey } from './keep-both-key'

it.each([
  ['a/b.csv', [], 'a/b (2).csv'],
  ['a/b.csv', ['a/b (2).csv', 'a/b (3).csv'], 'a/b (4).csv'],
  ['x.tar.gz', [], 'x (2).tar.gz'],
  ['.env', [], '.env (2)'],
  ['v1.2/readme', [], 'v1.2/readme (2)'],
  ['no ending', [], 'no ending (2)'],
])('beside %j, with %j taken, comes %j', (key, taken, expected) =>
  expect(keepBothKey(key, (candidate) => taken.some((other) => other === candidate))).toBe(expected),
)
