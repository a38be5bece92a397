import { expect, it } from 'vitest'
import { usernameSchema } from './schema'
import { usernameFrom, usernameVariant } from './username'

it.each([
  ['ada@example.com', 'ada'],
  ['Ada.Lovelace+work@example.com', 'ada_lovelace_work'],
  ['josé@example.com', 'jose'],
  ['"odd@name"@example.com', 'odd_name'],
  ['李@example.com', 'user'],
  [`${'x'.repeat(64)}@example.com`, 'x'.repeat(50)],
])('%s becomes %s', (email, expected) => {
  expect(usernameFrom(email)).toBe(expected)
  expect(usernameSchema.safeParse(usernameFrom(email)).success).toBe(true)
})

it('numbers the variants of a name within its length', () => {
  expect(usernameVariant('ada', 1)).toBe('ada')
  expect(usernameVariant('ada', 2)).toBe('ada_2')
  expect(usernameVariant('x'.repeat(50), 12)).toBe(`${'x'.repeat(47)}_12`)
})

it.each(['', 'Ada', 'a/b', 'a b', '../x', 'ada@example.com', 'é'])('refuses the username %j', (username) => {
  expect(usernameSchema.safeParse(username).success).toBe(false)
})
