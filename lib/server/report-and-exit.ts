import 'server-only'
import { AppError } from '@/lib/errors'

/** Ends the process with code 1: one sentence for what we expect, everything we know for a bug. */
export function reportAndExit(error: unknown): never {
  console.error(error instanceof AppError ? error.message : error)
  process.exit(1)
}
