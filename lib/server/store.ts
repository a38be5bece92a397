import 'server-only'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { db } from '@/lib/db'

/** A setting of this instance; null when it was never kept. */
export async function findSetting(name: string): Promise<string | null> {
  const found = await (await db()).instanceSetting.findUnique({ where: { name }, select: { value: true } })
  return found?.value ?? null
}

/** Keeps the value unless there is one already, and returns the one that is kept: of two first starts, one wins. */
export async function keepSetting(name: string, value: string): Promise<string> {
  try {
    await (await db()).instanceSetting.create({ data: { name, value } })
    return value
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return (await findSetting(name)) ?? value
  }
}
