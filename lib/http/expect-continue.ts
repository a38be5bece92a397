import 'server-only'
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'

/** Those who wait, with whether their connections were to be kept. */
const waiting = new WeakMap<IncomingMessage, boolean>()

/**
 * Lets `handle` decide when a client that asks first may send its body (RFC 9110 section 10.1.1), for requests that `defers` names: a refused
 * upload is then never sent. All others are told to go on at once, as Node does. Whatever answers in place of `handle` ends the connection:
 * whoever waits to be told, and is not, would send the next request where this one's body belongs.
 */
export function deferContinue(
  server: Server,
  handle: RequestListener,
  defers: (incoming: IncomingMessage) => boolean,
): Server {
  return server.on('checkContinue', (incoming, outgoing) => {
    if (defers(incoming)) {
      waiting.set(incoming, outgoing.shouldKeepAlive)
      outgoing.shouldKeepAlive = false
    } else outgoing.writeContinue()
    handle(incoming, outgoing)
  })
}

/** Tells a client that waits for it to send its body; called before the body is read. */
export function sendContinue(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const isKept = waiting.get(incoming)
  if (isKept === undefined) return
  waiting.delete(incoming)
  outgoing.shouldKeepAlive = isKept
  outgoing.writeContinue()
}
