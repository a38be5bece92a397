import 'server-only'
import type { Context as HonoContext } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { AppError, type ErrorCode, errorCode, errorPrefixes } from '@/lib/errors'

const statuses: Record<ErrorCode, 400 | 401 | 403 | 404 | 409 | 429 | 503> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  invalid: 400,
  too_many: 429,
  unavailable: 503,
}

/** Answers a failure as one line of plain text. A bug is logged and stays opaque. */
export function writeErrorLine(error: unknown, c: HonoContext): Response {
  const { status, line } = describeFailure(error, c.req)
  return c.text(line, status, { 'cache-control': 'no-store' })
}

/** The same as status and text, for routes that write to the socket themselves. */
export function describeFailure(failure: unknown, request: { method: string; path: string }) {
  const error = isImpossibleText(failure) ? impossibleText(failure) : failure
  if (error instanceof AppError) {
    const message = error.message.replaceAll(/\s*\n\s*/g, ' ')
    return { status: statuses[error.code], line: `${errorPrefixes[error.code]}: ${message}` }
  }
  // What the router itself refuses: a body that is no JSON, or that does not say that it is.
  if (error instanceof HTTPException && (error.status === 400 || error.status === 415))
    return { status: error.status, line: `${errorPrefixes.invalid}: ${error.message}. Send JSON, and say so.` }
  console.error(`[api] ${request.method} ${request.path} failed`, error)
  const line = `${errorPrefixes.internal}: Granary met a bug. The log of the server has the details.`
  return { status: 500 as const, line }
}

/** PostgreSQL keeps no text with a NUL in it, and does not look for one either: it refuses the question (22021). */
function isImpossibleText(error: unknown): boolean {
  return errorCode(error) === 'P2039' && error instanceof Error && error.message.includes('22021')
}

function impossibleText(cause: unknown): AppError {
  return new AppError('invalid', 'The request holds a character that no name here can have.', { cause })
}
