import { expect, it } from 'vitest'
import { renewedCredentials } from './renewed-credentials'

const MINUTE = 60_000

function lab(minutes = 60) {
  const clock = { now: 0, fails: false, asked: 0 }
  const credentials = renewedCredentials(
    async () => {
      clock.asked++
      if (clock.fails) throw new Error('away')
      const sessionToken = `session ${clock.asked}`
      return {
        accessKeyId: 'A',
        secretAccessKey: 'S',
        sessionToken,
        expiration: new Date(clock.now + minutes * MINUTE),
      }
    },
    () => clock.now,
  )
  const at = async (minute: number) => {
    clock.now = minute * MINUTE
    return (await credentials()).sessionToken
  }
  return { clock, credentials, at }
}

it('asks once for however many callers', async () => {
  const { clock, credentials } = lab()
  await Promise.all(Array.from({ length: 50 }, () => credentials()))
  expect(clock.asked).toBe(1)
})

it('asks anew a quarter of an hour before they end, while everybody goes on with those that are good', async () => {
  const { clock, at } = lab()
  await at(0)
  expect(await at(44)).toBe('session 1')
  expect(clock.asked).toBe(1)
  expect(await at(46)).toBe('session 1')
  expect(await at(46)).toBe('session 2')
  expect(clock.asked).toBe(2)
})

it('asks anew at half of a short time', async () => {
  const { clock, at } = lab(10)
  await at(0)
  await at(4)
  expect(clock.asked).toBe(1)
  await at(6)
  expect(clock.asked).toBe(2)
})

it('goes on while new ones cannot be had, without asking at every turn, and fails once they ended', async () => {
  const { clock, at } = lab()
  await at(0)
  clock.fails = true
  expect(await at(50)).toBe('session 1')
  expect(await at(50.1)).toBe('session 1')
  expect(clock.asked).toBe(2)
  expect(await at(51)).toBe('session 1')
  expect(clock.asked).toBe(3)
  await expect(at(60)).rejects.toThrow('away')
  clock.fails = false
  expect(await at(60)).toMatch(/^session/)
})

it('drops those that a server refused, unless others took their place already', async () => {
  const { clock, credentials, at } = lab()
  await at(0)
  credentials.drop({ sessionToken: 'session 0' })
  expect(await at(1)).toBe('session 1')
  credentials.drop({ sessionToken: 'session 1' })
  expect(await at(1)).toBe('session 2')
  expect(clock.asked).toBe(2)
})
