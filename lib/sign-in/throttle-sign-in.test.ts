import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { startTestInstance } from '@/lib/testing/instance'
import { claimAttempt, waitingTime } from './throttle-sign-in'

beforeAll(() => startTestInstance())

const START = new Date('2026-01-01T10:00:00Z')
const after = (seconds: number) => new Date(START.getTime() + seconds * 1000)
const someAccount = () => `${randomUUID()}@example.com`
const someAddress = () => `10.${[1, 2, 3].map(() => Math.floor(Math.random() * 250)).join('.')}`

async function fail(account: string, address: string, times: number, at = START) {
  for (let i = 0; i < times; i++) await claimAttempt({ account, address }, at)
}

describe('the throttle of sign-ins', () => {
  it('lets five failures of an account pass and says when to try again after them', async () => {
    const [account, address] = [someAccount(), someAddress()]
    await fail(account, address, 4)
    const fifth = await claimAttempt({ account, address }, START)
    expect(fifth.blockedUntil).toEqual(after(30))
    await expect(claimAttempt({ account, address: someAddress() }, after(10))).rejects.toMatchObject({
      code: 'unavailable',
      message: 'Too many failed sign-ins. Try again in 20 seconds.',
    })
  })

  it('doubles the waiting time with each failure after that', async () => {
    const [account, address] = [someAccount(), someAddress()]
    await fail(account, address, 5)
    const sixth = await claimAttempt({ account, address }, after(31))
    expect(sixth.blockedUntil).toEqual(after(31 + 60))
    const seventh = await claimAttempt({ account, address }, after(100))
    expect(seventh.blockedUntil).toEqual(after(100 + 120))
  })

  it('does not count what it refuses', async () => {
    const [account, address] = [someAccount(), someAddress()]
    await fail(account, address, 5)
    for (let i = 0; i < 30; i++) await claimAttempt({ account, address }, after(1)).catch(() => {})
    await expect(claimAttempt({ account, address }, after(31))).resolves.toBeDefined()
  })

  it('forgets failures a quarter of an hour after the first', async () => {
    const [account, address] = [someAccount(), someAddress()]
    await fail(account, address, 4)
    await fail(account, address, 4, after(15 * 60 + 1))
    await expect(claimAttempt({ account, address }, after(15 * 60 + 2))).resolves.toBeDefined()
  })

  it('forgets the failures of an account that got in', async () => {
    const [account, address] = [someAccount(), someAddress()]
    await fail(account, address, 4)
    const { succeed } = await claimAttempt({ account, address }, START)
    await succeed()
    await fail(account, address, 4)
    await expect(claimAttempt({ account, address }, START)).resolves.toBeDefined()
  })

  it('lets an address fail twenty times, over all accounts', async () => {
    const address = someAddress()
    for (let i = 0; i < 20; i++) await claimAttempt({ account: someAccount(), address }, START)
    await expect(claimAttempt({ account: someAccount(), address }, after(1))).rejects.toMatchObject({
      code: 'unavailable',
    })
  })

  it('does not count successes against the address', async () => {
    const address = someAddress()
    for (let i = 0; i < 40; i++) await (await claimAttempt({ account: someAccount(), address }, START)).succeed()
    await expect(claimAttempt({ account: someAccount(), address }, START)).resolves.toBeDefined()
  })

  it('lets no more than five of fifty simultaneous attempts through', async () => {
    const account = someAccount()
    const tries = Array.from({ length: 50 }, () => claimAttempt({ account, address: someAddress() }, START))
    const results = await Promise.allSettled(tries)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  })

  it.each([
    ['::ffff:192.0.2.7', '192.0.2.7', 'an IPv4 address and its IPv6 spelling'],
    ['2001:db8:1:2::1', '2001:0DB8:0001:0002:aaaa:bbbb:cccc:dddd', 'addresses of one IPv6 network'],
  ])('counts %s and %s as one: %s', async (one, other) => {
    for (let i = 0; i < 20; i++) await claimAttempt({ account: someAccount(), address: one }, START)
    await expect(claimAttempt({ account: someAccount(), address: other }, START)).rejects.toMatchObject({
      code: 'unavailable',
    })
  })

  it('keeps neither addresses nor e-mails in clear', async () => {
    const [account, address] = [someAccount(), someAddress()]
    await fail(account, address, 1)
    const rows = JSON.stringify(await (await db()).signInThrottle.findMany())
    expect(rows).not.toContain(account)
    expect(rows).not.toContain(address)
  })
})

it.each([
  [1, '1 second'],
  [59.2, '1 minute'],
  [30, '30 seconds'],
  [61, '2 minutes'],
])('tells %d seconds as %s', (seconds, words) => expect(waitingTime(after(seconds), START)).toBe(words))
