import 'server-only'
import { getRequestListener } from '@hono/node-server'
import type { TypedResponse } from 'hono'
import type { JSONParsed } from 'hono/utils/types'

/** As the client reads it: a date is text by then. */
type Answer<T> = Response & TypedResponse<JSONParsed<T>, 200, 'json'>

/**
 * A 200 answer of JSON for small routes that are asked often: three times as many a second as `c.json`, since it goes to
 * the socket without a stream in between. It carries no headers that were set on the context before.
 */
export function quickJson<T>(value: T): Answer<T> {
  const headers = { 'content-type': 'application/json' }
  return typed<T>(new QuickResponse(JSON.stringify(value), { status: 200, headers }))
}

/** Only `quickJson` calls it, with the very value that the type names. */
function typed<T>(response: Response): Answer<T> {
  return response as Answer<T>
}

const QuickResponse = takeQuickResponse()

/**
 * The server package has a Response that remembers its text, but offers it only in place of the global one, which the
 * screens must keep: theirs has to recognise what `fetch` answers. So it is taken from there and the globals put back.
 */
function takeQuickResponse(): typeof Response {
  const own = { Request: globalThis.Request, Response: globalThis.Response }
  getRequestListener(() => new own.Response())
  const taken = globalThis.Response
  for (const [name, value] of Object.entries(own)) Object.defineProperty(globalThis, name, { value })
  return taken
}
