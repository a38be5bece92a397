import 'server-only'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { db } from '@/lib/db'

export type Attempts = { failures: number; windowStart: Date; blockedUntil: Date | null }

/** The only place that the password hash leaves. */
export async function findCredentials(email: string) {
  return (await db()).user.findUnique({
    where: { email },
    select: { id: true, passwordHash: true, disabledAt: true, sessionVersion: true },
  })
}

/** Notes that somebody signed in now. */
export async function recordSignIn(userId: string): Promise<void> {
  await (await db()).user.update({ where: { id: userId }, data: { lastSignInAt: new Date() } })
}

/** The failed attempts that count against a key; null when there are none. */
export async function findAttempts(key: string): Promise<Attempts | null> {
  return (await db()).signInThrottle.findUnique({
    where: { key },
    select: { failures: true, windowStart: true, blockedUntil: true },
  })
}

/** Writes `next` only if the row is still as it was read (null: absent). Returns whether it was. */
export async function replaceAttempts(key: string, seen: Attempts | null, next: Attempts): Promise<boolean> {
  const { signInThrottle } = await db()
  if (seen) return (await signInThrottle.updateMany({ where: { key, ...seen }, data: next })).count === 1
  try {
    await signInThrottle.create({ data: { key, ...next } })
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}

/** Takes one attempt back, with the block that it may have begun. */
export async function releaseAttempt(key: string): Promise<void> {
  await (await db()).signInThrottle.updateMany({
    where: { key, failures: { gt: 0 } },
    data: { failures: { decrement: 1 }, blockedUntil: null },
  })
}

/** Forgets the failed attempts of a key. */
export async function deleteAttempts(key: string): Promise<void> {
  await (await db()).signInThrottle.deleteMany({ where: { key } })
}

/** Windows that began before `before` and hold nobody back at `now`. */
export async function deleteStaleAttempts(before: Date, now: Date): Promise<void> {
  await (await db()).signInThrottle.deleteMany({
    where: { windowStart: { lt: before }, OR: [{ blockedUntil: null }, { blockedUntil: { lt: now } }] },
  })
}
