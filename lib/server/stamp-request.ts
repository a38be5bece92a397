import 'server-only'
import type { IncomingMessage } from 'node:http'

const ADDRESS = 'x-granary-socket-address'
const PATH = 'x-granary-path'

/**
 * Tells the screens behind Next, which see neither socket nor path, where a request came from and what it asked for. It
 * replaces whatever the client sent; X-Forwarded-For is the client's own claim and is not asked.
 */
export function stampRequest(request: IncomingMessage): void {
  request.headers[ADDRESS] = request.socket.remoteAddress ?? ''
  request.headers[PATH] = request.url ?? '/'
}

/** The address that the request's socket had. */
export function socketAddress(headers: Headers): string {
  return headers.get(ADDRESS) ?? ''
}

/** Path and query that were asked for, without what Next's own navigation adds. */
export function requestPath(headers: Headers): string {
  const [path = '/', query] = (headers.get(PATH) ?? '/').split('?', 2)
  const kept = query?.split('&').filter((part) => part !== '_rsc' && !part.startsWith('_rsc=')) ?? []
  return kept.length ? `${path}?${kept.join('&')}` : path
}
