import { expect, it } from 'vitest'
import { matchesGlob } from './glob'

it.each([
  ['a{b', 'ab', 'an open brace that is never closed'],
  ['a}', 'a}', 'a closing brace alone'],
  ['a,b', 'a,b', 'a comma outside braces'],
])('takes %s as text or as a whole: %s matches (%s)', (pattern, key) => expect(matchesGlob(pattern, key)).toBe(true))
