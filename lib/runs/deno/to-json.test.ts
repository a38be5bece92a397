import { expect, it } from 'vitest'
import { toJson } from './to-json'

const cyclic: { a: { b?: object } } = { a: {} }
cyclic.a.b = cyclic

it.each<[unknown, string, string]>([
  [undefined, 'null', 'nothing is null'],
  [{ a: undefined, b: [undefined] }, '{"b":[null]}', 'as JSON has it inside'],
  [new Date(0), '"1970-01-01T00:00:00.000Z"', 'dates are texts'],
  [[{ s: 1 }, { s: 1 }], '[{"s":1},{"s":1}]', 'alike is not the same'],
])('%j is %s: %s', (value, text) => expect(toJson(value)).toBe(text))

it('takes an object twice that does not lead back to itself', () => {
  const shared = { x: 1 }
  expect(toJson({ a: shared, b: [shared] })).toBe('{"a":{"x":1},"b":[{"x":1}]}')
})

it.each([
  [Number.NaN, /NaN \(the result itself\)/],
  [{ rows: [1, { mean: Number.POSITIVE_INFINITY }] }, /Infinity \(rows\.1\.mean\)/],
  [{ a: { b: 1n } }, /bigint \(a\.b\)/],
  [cyclic, /leads back to itself \(a\.b\)/],
  [{ x: new Uint8Array(3) }, /bytes \(x\)/],
])('refuses %o by its place', (value, message) => expect(() => toJson(value)).toThrow(message))
