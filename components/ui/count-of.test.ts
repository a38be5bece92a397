import { expect, it } from 'vitest'
import { countOf } from './count-of'

it.each([
  [0, 'row', '0 rows'],
  [1, 'row', '1 row'],
  [1204, 'row group', '1,204 row groups'],
])('%i of a %s are %s', (count, noun, words) => expect(countOf(count, noun)).toBe(words))
