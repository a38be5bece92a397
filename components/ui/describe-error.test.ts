import { expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { describeError } from './describe-error'

it('shows the sentence of an expected failure, with its fields in the detail', () => {
  const error = new AppError('invalid', 'The resource has two wrong fields.', {
    fields: { bucket: ['It is too short.'] },
  })
  expect(describeError(error)).toEqual({
    message: 'The resource has two wrong fields.',
    detail: 'invalid: The resource has two wrong fields.\nbucket: It is too short.',
  })
})

it('keeps what a bug says out of the message and in the detail', () => {
  const described = describeError(new TypeError("Cannot read properties of undefined (reading 'rows')"))
  expect(described.message).not.toContain('undefined')
  expect(described.detail).toBe("TypeError: Cannot read properties of undefined (reading 'rows')")
})

it.each([[undefined], [null], [{ status: 500 }], [cyclic()], ['boom'], [0n]])(
  'never shows [object Object] for %o',
  (thrown) => {
    const { message, detail } = describeError(thrown)
    expect(`${message}${detail}`).not.toContain('[object')
    expect(detail).not.toBe('')
  },
)

it("names the server's reference of a masked error", () => {
  const masked = Object.assign(new Error('An error occurred in the Server Components render.'), {
    digest: '2498092050',
  })
  expect(describeError(masked).detail).toContain('Reference: 2498092050')
})

function cyclic() {
  const value: { self?: unknown } = {}
  value.self = value
  return value
}
