/** What kind of failure it was; `unreachable` when there was no answer at all. */
export type GranaryErrorCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'invalid'
  | 'unavailable'
  | 'internal'
  | 'unreachable'

const codes: Record<number, GranaryErrorCode> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  412: 'conflict',
  500: 'internal',
}

// The server says each failure as one line of `<prefix>: <sentence>`; the code tells the prefix again.
const PREFIX = /^(?:Not found|Not authorized|Permission denied|Bad request|Conflict|Unavailable|Internal): /

interface Failure extends ErrorOptions {
  /** HTTP status; 0 when there was no answer. */
  status: number
  url: string
  /** The body as it came. */
  body?: string
}

/** A request that failed. `message` is the server's own sentence. */
export class GranaryError extends Error {
  override readonly name = 'GranaryError'
  readonly status: number
  readonly code: GranaryErrorCode
  readonly url: string
  readonly body: string

  constructor(message: string, { status, url, body = '', ...options }: Failure) {
    super(message, options)
    this.status = status
    this.code = codeOf(status)
    this.url = url
    this.body = body
  }
}

/** The failure that an answer with an error status tells of. */
export async function toGranaryError(response: Response, url: string): Promise<GranaryError> {
  const body = (await response.text().catch(() => '')).trim()
  const isSentence = response.headers.get('content-type')?.startsWith('text/plain') && body !== ''
  const said = isSentence ? body.replace(PREFIX, '') : `The server answered ${response.status} ${response.statusText}.`
  return new GranaryError(said, { status: response.status, url, body })
}

function codeOf(status: number): GranaryErrorCode {
  if (status === 0) return 'unreachable'
  return codes[status] ?? (status >= 500 ? 'unavailable' : 'invalid')
}
