import 'server-only'
import { createHash } from 'node:crypto'
import { AppError } from '@/lib/errors'
import {
  type Attempts,
  deleteAttempts,
  deleteStaleAttempts,
  findAttempts,
  releaseAttempt,
  replaceAttempts,
} from './store'

const WINDOW_MS = 15 * 60_000
const FIRST_DELAY_MS = 30_000
const MAX_DELAY_MS = 15 * 60_000
const MAX_FAILURES = { account: 5, address: 20 }
const MAX_RACES = 50

type Limit = keyof typeof MAX_FAILURES

/** Who tries: the account that is asked for, existing or not, and where the request came from. */
type Attempt = { account: string; address: string }

type Claim = {
  /** When the next attempt on this account is possible, if this one fails. */
  blockedUntil: Date | null
  /** Forgets the failures of the account; those of the address stay, without this one. */
  succeed(): Promise<void>
}

/**
 * Counts an attempt as failed before the password is looked at, so that a thousand at once get no further than a
 * thousand in a row. Throws `unavailable` while the account or the address is held back. `succeed` takes it back.
 */
export async function claimAttempt({ account, address }: Attempt, now = new Date()): Promise<Claim> {
  const addressKey = keyOf('address', networkOf(address))
  await deleteStaleAttempts(new Date(now.getTime() - WINDOW_MS), now)
  await claim(addressKey, 'address', now)
  const release = () => releaseAttempt(addressKey)
  const { blockedUntil, succeed } = await claimAccount(account, now).catch(async (error) => {
    await release()
    throw error
  })
  return { blockedUntil, succeed: async () => void (await Promise.all([succeed(), release()])) }
}

/** The same for a signed-in person who proves the own password: no address is involved. */
export async function claimAccount(account: string, now = new Date()): Promise<Claim> {
  const key = keyOf('account', account)
  const { blockedUntil } = await claim(key, 'account', now)
  return { blockedUntil, succeed: () => deleteAttempts(key) }
}

/** A waiting time in words: "40 seconds", "3 minutes". */
export function waitingTime(until: Date, now = new Date()): string {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000))
  if (seconds < 60) return seconds === 1 ? '1 second' : `${seconds} seconds`
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}

async function claim(key: string, limit: Limit, now: Date): Promise<Attempts> {
  for (let race = 0; race < MAX_RACES; race++) {
    const seen = await findAttempts(key)
    if (seen?.blockedUntil && seen.blockedUntil > now) throw heldBack(seen.blockedUntil, now)
    const next = count(seen, limit, now)
    if (await replaceAttempts(key, seen, next)) return next
  }
  throw heldBack(new Date(now.getTime() + FIRST_DELAY_MS), now)
}

function count(seen: Attempts | null, limit: Limit, now: Date): Attempts {
  const isOpen = seen && seen.windowStart.getTime() + WINDOW_MS > now.getTime()
  const failures = (isOpen ? seen.failures : 0) + 1
  const windowStart = isOpen ? seen.windowStart : now
  return { failures, windowStart, blockedUntil: delayAfter(failures, limit, now) }
}

/** From the limit on, each failure doubles the time until the next attempt. */
function delayAfter(failures: number, limit: Limit, now: Date): Date | null {
  const over = failures - MAX_FAILURES[limit]
  if (over < 0) return null
  return new Date(now.getTime() + Math.min(FIRST_DELAY_MS * 2 ** over, MAX_DELAY_MS))
}

function heldBack(until: Date, now: Date): AppError {
  return new AppError('unavailable', `Too many failed sign-ins. Try again in ${waitingTime(until, now)}.`)
}

function keyOf(limit: Limit, value: string): string {
  return `${limit}:${createHash('sha256').update(value).digest('base64url')}`
}

/** A person at home has a whole /64 of IPv6, so that is one address here. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('%')[0]?.split('::') ?? []
  const left = head.split(':').filter(Boolean)
  const right = tail?.split(':').filter(Boolean) ?? []
  const gap = tail === undefined ? 0 : 8 - left.length - right.length
  const groups = [...left, ...Array<string>(Math.max(gap, 0)).fill('0'), ...right]
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')
}
