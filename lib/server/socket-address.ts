import 'server-only'
import type { IncomingMessage } from 'node:http'

const HEADER = 'x-granary-socket-address'

/**
 * Tells the screens behind Next, which see no socket, where a request came from. It replaces whatever the client sent;
 * X-Forwarded-For is the client's own claim and is not asked.
 */
export function stampSocketAddress(request: IncomingMessage): void {
  request.headers[HEADER] = request.socket.remoteAddress ?? ''
}

/** The address that the request's socket had. */
export function socketAddress(headers: Headers): string {
  return headers.get(HEADER) ?? ''
}
