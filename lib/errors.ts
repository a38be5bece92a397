import { processWide } from './shared'

export const errorCodes = [
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'invalid',
  'too_many',
  'unavailable',
] as const
export type ErrorCode = (typeof errorCodes)[number]

type Details = ErrorOptions & { fields?: Record<string, string[] | undefined> }

/** A failure we expect and may show: the message is a sentence for a person. Anything else is a bug and stays opaque. */
export const AppError = sharedClass(
  'AppError',
  class AppError extends Error {
    override name = 'AppError'
    readonly code: ErrorCode
    readonly fields: Details['fields']

    constructor(code: ErrorCode, message: string, details: Details = {}) {
      super(message, details)
      this.code = code
      this.fields = details.fields
    }
  },
)
export type AppError = InstanceType<typeof AppError>

/** What a failure told as one line, `<Prefix>: <message>`, begins with, as the published clients know it; `internal` is a bug. */
export const errorPrefixes: Record<ErrorCode | 'internal', string> = {
  unauthenticated: 'Not authorized',
  forbidden: 'Permission denied',
  not_found: 'Not found',
  conflict: 'Conflict',
  invalid: 'Bad request',
  too_many: 'Too many requests',
  unavailable: 'Unavailable',
  internal: 'Internal',
}

const PREFIX = new RegExp(`^(${Object.values(errorPrefixes).join('|')}): `)

/** The message of a failure that our API told as one line of text, `<Prefix>: <message>`. */
export const readErrorLine = (body: string) => body.slice(0, 2000).replace(PREFIX, '')

/**
 * One class per process, although Next's module graph and the server's bundle each load the module that defines it: what a
 * store that was opened in one of them throws must be known by `instanceof` in the other.
 */
export function sharedClass<C>(name: string, defined: C): C {
  return processWide(`class.${name}`, () => defined)
}

/** The `code` that Node, SQLite, PostgreSQL and Prisma put on their errors; undefined on all others. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
