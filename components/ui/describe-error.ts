import { AppError } from '@/lib/errors'

type DescribedError = { message: string; detail: string }

const UNKNOWN =
  'This stopped at an error that was not foreseen. Try again; if it stays, send the detail to whoever runs this server.'

/** What to show of a failure: the sentence of one we expect, a calm one for a bug; the detail is for a report. */
export function describeError(error: unknown): DescribedError {
  if (error instanceof AppError)
    return { message: error.message, detail: [`${error.code}: ${error.message}`, ...fieldLines(error)].join('\n') }
  return { message: UNKNOWN, detail: rawDetail(error) }
}

function fieldLines({ fields = {} }: AppError) {
  return Object.entries(fields).flatMap(([field, messages]) => (messages ? [`${field}: ${messages.join(' ')}`] : []))
}

function rawDetail(error: unknown): string {
  if (!(error instanceof Error)) return writeValue(error)
  const digest = 'digest' in error && typeof error.digest === 'string' ? `\nReference: ${error.digest}` : ''
  return `${error.name}: ${error.message}${digest}`
}

function writeValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  try {
    return JSON.stringify(value)
  } catch {
    // A cycle: telling of a failure must not fail itself.
    return `An object with ${Object.keys(value).join(', ')}`
  }
}
