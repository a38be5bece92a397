import 'server-only'
import { createMiddleware } from 'hono/factory'
import type { Env } from './create-router'

const ANYBODY = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'content-length, content-range, content-disposition, content-type, accept-ranges, last-modified, etag',
}

// The asterisk stands for every header but Authorization; older browsers know only names.
const PREFLIGHT = {
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE',
  'access-control-allow-headers':
    'authorization, content-type, range, if-match, if-none-match, x-amz-date, x-amz-content-sha256, x-amz-user-agent, *',
  'access-control-max-age': '7200', // seconds; the longest that browsers keep it
}

/**
 * Lets pages of any origin call the API with a token or a signed link, never with somebody's session: no origin is named and credentials
 * are not allowed, so browsers send no cookie along that such a page could read the answer to.
 */
export const allowAnyOrigin = createMiddleware<Env>(async (c, next) => {
  // On Node's own response, since bytes of objects are written to it directly.
  for (const [name, value] of Object.entries(ANYBODY)) c.env?.outgoing?.setHeader(name, value)
  const isPreflight = c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined
  if (isPreflight) return new Response(null, { status: 204, headers: PREFLIGHT })
  return next()
})
