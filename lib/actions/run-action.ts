import { AppError } from '@/lib/errors'
import { type ActionResult, unwrap } from './result'

/** The data of an action that was called, or its failure thrown; also when the server could not be reached at all. */
export async function runAction<T>(called: Promise<ActionResult<T>>): Promise<T> {
  return unwrap(await reached(called))
}

/** What a request answers; `unavailable` thrown when the server could not be reached. */
export function reached<T>(called: Promise<T>): Promise<T> {
  return called.catch(toUnavailable)
}

/** Browsers throw a TypeError when a request gets no answer. */
function toUnavailable(error: unknown): never {
  if (!(error instanceof TypeError)) throw error
  throw new AppError('unavailable', 'Granary cannot be reached. Check the connection and try again.', { cause: error })
}
