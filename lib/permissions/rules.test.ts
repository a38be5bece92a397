import { expect, it } from 'vitest'
import { isAllowed, knownKeysOnly, type Operation, type Rule, requireAllowed } from './rules'

const rules: Rule[] = [
  { pattern: 'private/**', allow: [] },
  { pattern: '**/*.csv', allow: ['read'] },
  { pattern: 'team-{a,b}/*', allow: ['read', 'list'] },
]

it.each<[Operation, string, boolean, string]>([
  ['read', 'reports/may.csv', true, 'a matching rule grants what it lists'],
  ['read', 'may.csv', true, '** also stands for no folder at all'],
  ['write', 'reports/may.csv', false, 'and nothing else'],
  ['read', 'private/may.csv', false, 'the first matching rule decides'],
  ['read', 'reports/may.txt', false, 'no rule, no access'],
  ['list', 'team-b/x', true, 'a choice in braces'],
  ['list', 'team-b/x/y', false, '* stays within a segment'],
  ['read', 'reports/mayxcsv', false, 'a dot is a dot'],
  ['read', 'a\nb.csv', true, 'a newline in a key is an ordinary character'],
])('%s %s is %s: %s', (operation, key, expected) => expect(isAllowed(rules, operation, key)).toBe(expected))

it('lets a known key be read, written and deleted, but not found by browsing', () => {
  expect(isAllowed(knownKeysOnly, 'read', 'a/b//c')).toBe(true)
  expect(isAllowed(knownKeysOnly, 'list', 'a/b//c')).toBe(false)
})

it('names the operation and the key it refuses', () => {
  expect(() => requireAllowed(rules, 'write', 'a.csv')).toThrow('You may not write "a.csv"')
})
