import { expect, it } from 'vitest'
import { expiryOf } from './expiry'

const NOW = Date.parse('2026-11-27T12:00:00Z')

it.each([
  ['1', '2026-11-28T12:00:00.000Z'],
  ['30', '2026-12-27T12:00:00.000Z'],
])('%s days from now is %s', (choice, expected) => expect(expiryOf(choice, '', NOW)).toBe(expected))

it('a date means its last second where the person is', () => {
  const end = new Date(expiryOf('date', '2026-12-31', NOW) ?? '')
  expect([end.getDate(), end.getHours(), end.getMinutes(), end.getSeconds()]).toEqual([31, 23, 59, 59])
})

it('no date is none', () => expect(expiryOf('date', '', NOW)).toBeNull())
