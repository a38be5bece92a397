import { describe, expect, it } from 'vitest'
import { defaultRules } from '@/lib/permissions/rules'
import { areDefault, moved, toggled, warningOf, whyNotRule, withDefaults } from './rule-list'
import { newRule } from './storage-draft'

it.each([
  [0, 2, ['b', 'c', 'a'], 'down'],
  [2, 0, ['c', 'a', 'b'], 'up'],
  [1, 1, ['a', 'b', 'c'], 'nowhere'],
])('takes %i to %i: %j, %s', (from, to, expected) => {
  expect(moved(['a', 'b', 'c'], from, to)).toEqual(expected)
})

it('keeps operations in one order, whichever was chosen first', () => {
  const rule = toggled(newRule({ pattern: '**', allow: ['list'] }), 'read')
  expect(rule.allow).toEqual(['read', 'list'])
  expect(toggled(rule, 'list').allow).toEqual(['read'])
})

describe('the default rules', () => {
  it('are told from others', () => {
    expect(areDefault(defaultRules)).toBe(true)
    expect(areDefault(moved(defaultRules, 0, 1))).toBe(false)
    expect(areDefault(defaultRules.slice(1))).toBe(false)
  })

  it('come behind the rules that are there, without those that are there', () => {
    const own = newRule({ pattern: 'reports/**', allow: ['read'] })
    const [first] = defaultRules.map(newRule)
    const patterns = withDefaults([own, ...(first ? [first] : [])]).map(({ pattern }) => pattern)
    expect(patterns).toEqual(['reports/**', ...defaultRules.map(({ pattern }) => pattern)])
  })
})

describe('what is said of a rule', () => {
  it.each([
    ['', null],
    ['reports/**', null],
    [`{${'{a,b}'.repeat(12)}}`, expect.stringMatching(/at most 256 choices/)],
  ])('%j: %s', (pattern, expected) => expect(whyNotRule({ pattern, allow: [] })).toEqual(expected))

  it.each([
    ['**/*', 'reports/**', /Never reached: rule 1/],
    ['u/{username}/**', 'reports/**', null],
    ['a/**', '/reports/**', /slash/],
    ['a/**', 'u/{user}/**', /\{user\} is no variable/],
    ['a/**', '{group}/{a,b}/**', null],
  ])('after %j, %j: %s', (first, second, expected) => {
    const warning = warningOf(
      [
        { pattern: first, allow: [] },
        { pattern: second, allow: [] },
      ],
      1,
    )
    if (expected === null) expect(warning).toBeNull()
    else expect(warning).toMatch(expected)
  })
})
