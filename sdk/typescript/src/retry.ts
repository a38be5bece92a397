import { GranaryError } from './granary-error.ts'

const ATTEMPTS = 5
const FIRST_PAUSE_MS = 200
const PASSING = new Set([0, 408, 429, 500, 502, 503, 504])

/** Runs what may be run again, up to five times with growing pauses, while its failures are of a kind that passes. */
export async function retried<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof GranaryError) || !PASSING.has(error.status)) throw error
      await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.75 + Math.random() / 2))
      signal?.throwIfAborted()
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
