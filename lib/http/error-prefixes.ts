import type { ErrorCode } from '@/lib/errors'

/** What a failure told as one line, `<Prefix>: <message>`, begins with, as the published clients know it; `internal` is a bug. */
export const errorPrefixes: Record<ErrorCode | 'internal', string> = {
  unauthenticated: 'Not authorized',
  forbidden: 'Permission denied',
  not_found: 'Not found',
  conflict: 'Conflict',
  invalid: 'Bad request',
  unavailable: 'Unavailable',
  internal: 'Internal',
}
