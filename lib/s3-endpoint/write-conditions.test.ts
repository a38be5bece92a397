import { expect, it } from 'vitest'
import { storeCondition } from './write-conditions'

it.each([
  [null, {}],
  // Any version will do: that there is one was looked at.
  ['*', {}],
  ['abc', { ifMatch: 'abc' }],
  ['', { ifMatch: '' }],
])('the store decides If-Match %j once more by %j', (match, expected) => {
  expect(storeCondition({ match })).toEqual(expected)
})
