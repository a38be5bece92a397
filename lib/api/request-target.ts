import 'server-only'
import type { IncomingMessage } from 'node:http'

const S3_PROXY = /^\/api\/w\/[^/?]+\/s3_proxy\//

const kept = new WeakMap<IncomingMessage, string>()

/**
 * Keeps the target of a request that names an object in its path, and leaves of the address what finds the route: everything on the way
 * to it folds `..`, decodes or refuses keys that buckets have.
 */
export function keepTarget(incoming: IncomingMessage): void {
  const { url = '' } = incoming
  const route = S3_PROXY.exec(url)?.[0]
  if (!route) return
  kept.set(incoming, url)
  incoming.url = route
}

/** The target as it stood in the request line. */
export function requestTarget(incoming: IncomingMessage): string {
  return kept.get(incoming) ?? incoming.url ?? ''
}
