import { describe, expect, it } from 'vitest'
import { expandBraces } from './expand-braces'
import { couldMatchBelow, literalStarts, matchesAllBelow, matchesGlob } from './glob'

it.each([
  ['a{b', 'ab', 'an open brace that is never closed'],
  ['a}', 'a}', 'a closing brace alone'],
  ['a,b', 'a,b', 'a comma outside braces'],
  ['{a,b{c,d}}x', 'bdx', 'a choice within a choice'],
  ['{,a}x', 'x', 'an empty choice'],
  ['a/**/b', 'a/b', '** with its slash standing for nothing'],
  ['a/**/b', 'a/x/y/b', 'and for several folders'],
  ['a/**', 'a/', '** at the end, for nothing'],
  ['?', '\u{1F33E}', 'one character beyond U+FFFF'],
  ['**/*', 'a', 'everything'],
  ['**/*', 'a//b', 'everything, double slashes among it'],
  ['[a]', '[a]', 'brackets as themselves'],
])('%s matches %s: %s', (pattern, key) => expect(matchesGlob(pattern, key)).toBe(true))

it.each([
  ['a/*', 'a/b/c', 'a star crosses no slash'],
  ['a/**/b', 'a/xb', '** with a slash ends at a slash'],
  ['a/**/b', 'ab', 'and begins after one'],
  ['?', '/', 'a question mark is no slash'],
  ['a/', 'a', 'a slash at the end counts'],
  ['*', 'a\n/b', 'newlines change nothing'],
])('%s does not match %s: %s', (pattern, key) => expect(matchesGlob(pattern, key)).toBe(false))

it('reads a key once, whatever the pattern', () => {
  const started = performance.now()
  matchesGlob(`${'**/'.repeat(40)}${'*a'.repeat(40)}b`, 'a/'.repeat(500) + 'a'.repeat(24))
  expect(performance.now() - started).toBeLessThan(2000)
})

it('refuses a pattern that stands for too many', () => {
  expect(() => expandBraces('{a,b}'.repeat(9))).toThrow('at most 256 choices')
})

describe('what a pattern says about everything below a prefix', () => {
  it.each([
    ['u/ada/**', 'u/', true, false],
    ['u/ada/**', 'u/ada/', true, true],
    ['u/ada/**/*', 'u/ada/', true, true],
    ['u/ada/**/*', 'u/ada/x/y', true, true],
    ['u/ada/*', 'u/ada/', true, false],
    ['u/ada/*', 'u/ada/x/', false, false],
    ['**/*.csv', 'any/', true, false],
    ['{a,b}/**', 'b/', true, true],
    ['a', 'a', true, false],
    ['a', 'b', false, false],
  ])('%s below %s: could match %s, matches all %s', (pattern, prefix, could, all) => {
    expect(couldMatchBelow(pattern, prefix)).toBe(could)
    expect(matchesAllBelow(pattern, prefix)).toBe(all)
  })

  it('begins with known text', () => {
    expect(literalStarts('u/{ada,bob}/x*', 'u/')).toEqual(['u/ada/x', 'u/bob/x'])
    expect(literalStarts('**/x', 'u/')).toEqual(['u/'])
    expect(literalStarts('a/**', 'b/')).toEqual([])
  })
})
