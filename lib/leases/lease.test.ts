import { afterEach, expect, it, vi } from 'vitest'
import { Lease, LeaseLost } from './lease'

const never = () => new Promise<never>(() => undefined)

afterEach(() => void vi.useRealTimers())

it('ends in time although the database hangs, and its end waits for it no longer than seconds', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'Date'] })
  const terms = { leaseMs: 15_000, renewMs: 1500, renew: never, check: async () => undefined, release: never }
  const lease = new Lease({ ...terms, isFinal: () => false })
  const holding = lease.hold(never)
  holding.catch(() => undefined)
  vi.advanceTimersByTime(12_000)
  expect(lease.signal.aborted).toBe(false)
  vi.advanceTimersByTime(3000)
  expect(lease.signal.reason).toBeInstanceOf(LeaseLost)
  await expect(holding).rejects.toBeInstanceOf(LeaseLost)
  vi.useRealTimers()
  await lease.close()
})
