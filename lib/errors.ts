export const errorCodes = ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'invalid', 'unavailable'] as const
export type ErrorCode = (typeof errorCodes)[number]

type Details = ErrorOptions & { fields?: Record<string, string[] | undefined> }

/** A failure we expect and may show: the message is a sentence for a person. Anything else is a bug and stays opaque. */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: ErrorCode
  readonly fields: Details['fields']

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message, details)
    this.code = code
    this.fields = details.fields
  }
}
