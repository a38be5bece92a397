import { type ConnectionOptions, resolveConnection } from './connection.ts'
import { GranaryError, toGranaryError } from './granary-error.ts'

/** Bodies that `fetch` can send again when a request is repeated. */
export type Body = Uint8Array<ArrayBuffer> | Blob | string

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/api/w/<workspace>/`; its segments are encoded already. */
  path: string
  /** What is undefined is left out. */
  query?: Record<string, string | number | boolean | undefined>
  headers?: Record<string, string>
  /** Sent as JSON. */
  json?: unknown
  body?: Body | ReadableStream<Uint8Array>
}

/** Sends one request. Throws `GranaryError` for an error status and when there is no answer. */
export async function request(options: ConnectionOptions, call: Call): Promise<Response> {
  const connection = resolveConnection(options)
  const url = `${connection.apiUrl}/w/${encodeURIComponent(connection.workspace)}/${call.path}${queryOf(call)}`
  const response = await connection
    .fetch(url, { ...toInit(call, connection.token), signal: connection.signal })
    .catch((cause: unknown) => {
      if (connection.signal?.aborted) throw connection.signal.reason
      throw new GranaryError(`No answer from ${connection.apiUrl}: ${reasonOf(cause)}.`, { status: 0, url, cause })
    })
  if (!response.ok) throw await toGranaryError(response, url)
  return response
}

/** The same for an answer in JSON. The caller names the shape that the API promises. */
export async function requestJson<T>(options: ConnectionOptions, call: Call): Promise<T> {
  const response = await request(options, call)
  return response.json()
}

/** A path of Windmill's (`u/ada/token`, `f/shared/a b`) as a part of an address. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

function queryOf({ query = {} }: Call): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return given.length > 0 ? `?${new URLSearchParams(given)}` : ''
}

function toInit({ method = 'GET', headers, json, body }: Call, token: string | undefined): RequestInit {
  const all = {
    ...headers,
    ...(token && { authorization: `Bearer ${token}` }),
    ...(json !== undefined && { 'content-type': 'application/json' }),
  }
  if (json !== undefined) return { method, headers: all, body: JSON.stringify(json) }
  if (!(body instanceof ReadableStream)) return { method, headers: all, body }
  // A runtime refuses a stream without `duplex`, and Node keeps a copy of all of it for redirects unless none can come.
  return Object.assign({ method, headers: all, body }, { duplex: 'half', redirect: 'error' as const, window: null })
}

/** What a runtime's `fetch` hides in the cause of "fetch failed". */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message || cause.name : String(cause)
}
