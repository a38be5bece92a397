import 'server-only'
import type { Context as HonoContext } from 'hono'
import { AppError, type ErrorCode } from '@/lib/errors'

/** Status and prefix of each kind of failure, as the published clients know them (`<Prefix>: <message>`, one line). */
const answers: Record<ErrorCode, { status: 400 | 401 | 403 | 404 | 409 | 503; prefix: string }> = {
  unauthenticated: { status: 401, prefix: 'Not authorized' },
  forbidden: { status: 403, prefix: 'Permission denied' },
  not_found: { status: 404, prefix: 'Not found' },
  conflict: { status: 409, prefix: 'Conflict' },
  invalid: { status: 400, prefix: 'Bad request' },
  unavailable: { status: 503, prefix: 'Unavailable' },
}

/** Answers a failure as one line of plain text. A bug is logged and stays opaque. */
export function toErrorLine(error: unknown, c: HonoContext): Response {
  const { status, line } = describe(error, c.req)
  return c.text(line, status, { 'cache-control': 'no-store' })
}

/** The same as status and text, for routes that write to the socket themselves. */
export function describe(error: unknown, request: { method: string; path: string }) {
  if (error instanceof AppError) {
    const { status, prefix } = answers[error.code]
    return { status, line: `${prefix}: ${error.message.replaceAll(/\s*\n\s*/g, ' ')}` }
  }
  console.error(`[api] ${request.method} ${request.path} failed`, error)
  return { status: 500 as const, line: 'Internal: Granary met a bug. The log of the server has the details.' }
}
