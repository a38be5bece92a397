import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '@/lib/errors'
import { ObjectChanged } from '@/lib/storage/errors'

export type Patience = {
  /** How often something is tried, the first time included. */
  attempts: number
  /** Milliseconds before the second try; each further one waits twice as long, with some chance in it. */
  firstPauseMs: number
}

export const PATIENT: Patience = { attempts: 5, firstPauseMs: 500 }
const LONGEST_PAUSE_MS = 15_000

/** Tries again what failed because a store was busy or gone, or an object changed while it was read. Other failures are final. */
export async function withRetries<T>(
  work: (attempt: number) => Promise<T>,
  { attempts, firstPauseMs, signal }: Patience & { signal: AbortSignal },
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt)
    } catch (error) {
      signal.throwIfAborted()
      if (attempt >= attempts || !mayPass(error)) throw error
      const longest = Math.min(LONGEST_PAUSE_MS, firstPauseMs * 2 ** (attempt - 1))
      await pause(longest * (0.5 + Math.random() / 2), undefined, { signal })
    }
  }
}

function mayPass(error: unknown): boolean {
  return error instanceof ObjectChanged || (error instanceof AppError && error.code === 'unavailable')
}
