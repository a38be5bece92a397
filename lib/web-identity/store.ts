import 'server-only'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { db } from '@/lib/db'

const NAME = 'web_identity_key'

/** The sealed signing key of this instance; null before the first one is kept. */
export async function findStoredKey(): Promise<string | null> {
  const found = await (await db()).instanceSetting.findUnique({ where: { name: NAME }, select: { value: true } })
  return found?.value ?? null
}

/** Keeps a sealed key unless there is one already, and returns the one that is kept: of two processes that make one, one wins. */
export async function keepKey(sealed: string): Promise<string> {
  try {
    await (await db()).instanceSetting.create({ data: { name: NAME, value: sealed } })
    return sealed
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return (await findStoredKey()) ?? sealed
  }
}
