import { describe, expect, it } from 'vitest'
import {
  type Access,
  byCodePoints,
  couldListBelow,
  isAllowed,
  listableStarts,
  mayListAllBelow,
  unlimited,
} from './access'
import { expandRules } from './expand-rules'
import { explainAccess } from './explain-access'
import { defaultRules, knownKeysOnly, type Operation, type Rule } from './rules'

const rules: Rule[] = [
  { pattern: 'private/**', allow: [] },
  { pattern: '**/*.csv', allow: ['read'] },
  { pattern: 'team-{a,b}/*', allow: ['read', 'list'] },
]
const by = (given: readonly Rule[]): Access => ({ ...unlimited, rules: given })

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
  ['read', 'Private/may.csv', true, 'case counts'],
  ['read', 'private//may.csv', false, 'a double slash does not lead around a rule'],
  ['read', 'private/../private/may.csv', false, 'nor do dots, which are only characters'],
  ['read', 'private%2Fmay.csv', true, 'an encoded slash is no slash: the key is judged as it goes to the store'],
])('%s %s is %s: %s', (operation, key, expected) => expect(isAllowed(by(rules), operation, key)).toBe(expected))

it('lets a known key be read, written and deleted, but not found by browsing', () => {
  expect(isAllowed(by(knownKeysOnly), 'read', 'a/b//c')).toBe(true)
  expect(isAllowed(by(knownKeysOnly), 'list', 'a/b//c')).toBe(false)
})

it('tells NFC and NFD apart, as stores do', () => {
  const onlyNfc = by([{ pattern: 'caf\u00e9/**', allow: ['read'] }])
  expect(isAllowed(onlyNfc, 'read', 'caf\u00e9/x')).toBe(true)
  expect(isAllowed(onlyNfc, 'read', 'cafe\u0301/x')).toBe(false)
})

describe('what a role and a credential leave of the rules', () => {
  it('is only the operations that they name', () => {
    const readOnly: Access = { ...unlimited, operations: ['read', 'list'] }
    expect(isAllowed(readOnly, 'read', 'a')).toBe(true)
    expect(isAllowed(readOnly, 'write', 'a')).toBe(false)
  })

  it('is only keys below their prefix', () => {
    const scoped: Access = { ...unlimited, prefix: 'reports/' }
    expect(isAllowed(scoped, 'read', 'reports/may')).toBe(true)
    expect(isAllowed(scoped, 'read', 'reports-secret/may')).toBe(false)
    expect(listableStarts(scoped, '')).toEqual(['reports/'])
    expect(listableStarts(scoped, 'reports/may/')).toEqual(['reports/may/'])
    expect(couldListBelow(scoped, 'other/')).toBe(false)
    expect(mayListAllBelow(scoped, '')).toBe(false)
    expect(mayListAllBelow(scoped, 'reports/')).toBe(true)
  })
})

const ada = { username: 'ada', groups: ['all', 'press'], readableFolders: ['team', 'news'], writableFolders: ['news'] }

describe('the recorded default rules', () => {
  const access = by(expandRules(defaultRules, ada))

  it.each<[Operation, string, boolean]>([
    ['write', 'windmill_uploads/upload_1_2.csv', true],
    ['list', 'windmill_uploads/upload_1_2.csv', false],
    ['write', 'windmill_uploads/deep/x', false],
    ['delete', 'u/ada/x', true],
    ['list', 'u/ada/deep/x', true],
    ['read', 'u/adam/x', false],
    ['read', 'u/bob/x', false],
    ['write', 'g/press/x', true],
    ['read', 'g/other/x', false],
    ['write', 'f/news/x', true],
    ['read', 'f/team/x', true],
    ['write', 'f/team/x', false],
    ['list', 'f/team/x', true],
    ['read', 'x', false],
  ])('%s %s is %s', (operation, key, expected) => expect(isAllowed(access, operation, key)).toBe(expected))

  it('lists only where somebody may see something', () => {
    expect(listableStarts(access, '')).toEqual(['f/news/', 'f/team/', 'g/all/', 'g/press/', 'u/ada/'])
    expect(listableStarts(access, 'u/')).toEqual(['u/ada/'])
    expect(couldListBelow(access, 'u/bob/')).toBe(false)
    expect(mayListAllBelow(access, 'u/ada/')).toBe(true)
    expect(mayListAllBelow(access, 'u/ada/deep/')).toBe(true)
    expect(mayListAllBelow(access, 'u/')).toBe(false)
  })

  it('are explained by the number of the rule', () => {
    const expanded = expandRules(defaultRules, ada)
    expect(explainAccess(expanded, 'f/team/x')).toEqual({
      rule: 4,
      allowed: { read: true, write: false, delete: false, list: true },
    })
    expect(explainAccess([], 'x').rule).toBeNull()
  })
})

it('drops a rule whose variable has no value, and takes values as text', () => {
  const [rule] = [{ pattern: 'g/{group}/**', allow: ['read'] as const }]
  expect(expandRules([rule], { ...ada, groups: [] })).toEqual([])
  expect(expandRules([rule], { ...ada, groups: ['**', 'a/b', '{x,y}'] })).toEqual([])
  expect(expandRules([{ ...rule, pattern: '{username,bob}/*' }], ada)).toMatchObject([{ pattern: '{username,bob}/*' }])
})

it('a rule that denies a part keeps the whole from being listable at once', () => {
  const access = by([
    { pattern: 'a/secret/**', allow: [] },
    { pattern: '**', allow: ['list'] },
  ])
  expect(mayListAllBelow(access, 'a/')).toBe(false)
  expect(mayListAllBelow(access, 'b/')).toBe(true)
  expect(listableStarts(access, 'a/secret/')).toEqual([])
})

it('orders as stores do, by UTF-8 bytes', () => {
  expect(['\u{10000}', '\uffff', 'a'].sort(byCodePoints)).toEqual(['a', '\uffff', '\u{10000}'])
})
