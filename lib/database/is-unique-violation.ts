import { errorCode } from '@/lib/errors'

/** Whether a write failed because a row with the same unique value exists (Prisma's P2002). */
export function isUniqueViolation(error: unknown): boolean {
  return errorCode(error) === 'P2002'
}
