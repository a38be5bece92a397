import { AppError } from '@/lib/errors'

export type Failure = Pick<AppError, 'code' | 'message' | 'fields'> & { ok: false }
export type ActionResult<T> = { ok: true; data: T } | Failure

/** An expected failure as a value. Rethrows everything else: bugs, and Next's `redirect()`. */
export function toFailure(error: unknown): Failure {
  if (!(error instanceof AppError)) throw error
  return { ok: false, code: error.code, message: error.message, fields: error.fields }
}

/** The data of a result, or its failure thrown, so that queries and mutations share one error channel. */
export function unwrap<T>(result: ActionResult<T>): T {
  if (result.ok) return result.data
  throw new AppError(result.code, result.message, { fields: result.fields })
}
