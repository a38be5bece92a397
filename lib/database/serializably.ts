import 'server-only'
import { db } from '@/lib/db'
import { errorCode } from '@/lib/errors'
import type { Prisma } from '@/prisma/generated/sqlite/client'

export type Transaction = Prisma.TransactionClient

const MAX_TRIES = 5

/**
 * Runs a transaction as if no other ran at the same time, for rules that look at several rows ("one admin stays"). On a
 * conflict it runs again, so `run` has no effects but those on `tx`.
 */
export async function serializably<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await db()
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.$transaction(run, { isolationLevel: 'Serializable' })
    } catch (error) {
      if (!isConflict(error) || attempt === MAX_TRIES) throw error
    }
  }
}

/** Prisma's P2034: another transaction got there first. */
function isConflict(error: unknown): boolean {
  return errorCode(error) === 'P2034'
}
