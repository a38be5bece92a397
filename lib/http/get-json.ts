import type * as z from 'zod'
import { AppError, type ErrorCode, readErrorLine } from '@/lib/errors'

type Query = Record<string, string | number | boolean | null | undefined>

/** GETs JSON from our own API and parses it. Throws `AppError` for an expected failure, in the server's words. */
export async function getJson<S extends z.ZodType>(
  path: string,
  options: { schema: S; query?: Query; signal?: AbortSignal },
): Promise<z.output<S>> {
  const response = await fetch(withQuery(path, options.query), { signal: options.signal }).catch(toUnavailable)
  if (!response.ok) throw await toAppError(response)
  return options.schema.parse(await response.json())
}

/** Appends the query's defined values to a path. */
export function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null) search.set(name, String(value))
  return search.size ? `${path}?${search}` : path
}

/** The failure that our API told by status and a text line `<Prefix>: <message>`. */
async function toAppError(response: Response): Promise<AppError> {
  const message = readErrorLine(await response.text())
  return new AppError(codeOf(response.status), message || `The server answered ${response.status}.`)
}

function codeOf(status: number): ErrorCode {
  const codes: Record<number, ErrorCode> = {
    401: 'unauthenticated',
    403: 'forbidden',
    404: 'not_found',
    409: 'conflict',
    429: 'too_many',
  }
  return codes[status] ?? (status < 500 ? 'invalid' : 'unavailable')
}

function toUnavailable(error: unknown): never {
  if (error instanceof DOMException && error.name === 'AbortError') throw error
  throw new AppError('unavailable', 'Granary cannot be reached. Check the connection and try again.', { cause: error })
}
