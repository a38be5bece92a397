import 'server-only'
import type { IncomingMessage } from 'node:http'
import { AppError } from '@/lib/errors'

const S3_PROXY = /^\/api\/w\/[^/?]+\/s3_proxy(?=[/?]|$)/

const KEY_AT_END =
  /^(\/api\/w\/[^/?]+\/job_helpers\/(?:load_parquet_preview|load_csv_preview|load_table_count)\/)([^?]+)(\?.*)?$/

/** Whether a request is for the S3 endpoint, which says itself when a body may be sent. */
export function isForS3({ url = '' }: IncomingMessage): boolean {
  return S3_PROXY.test(url)
}

const kept = new WeakMap<IncomingMessage, string>()

/**
 * Keeps the target of a request that names an object in its path, and leaves of the address what finds the route: everything on the way
 * to it folds `..`, decodes or refuses keys that buckets have.
 */
export function keepTarget(incoming: IncomingMessage): void {
  const { url = '' } = incoming
  const proxy = S3_PROXY.exec(url)?.[0]
  const route = proxy ? `${proxy}/` : url.replace(KEY_AT_END, '$1key$3')
  if (route === url) return
  kept.set(incoming, url)
  incoming.url = route
}

/** The key that the path of a request for a table ends with; its slashes may come as they are. */
export function keyInPath(incoming: IncomingMessage): string {
  const encoded = KEY_AT_END.exec(requestTarget(incoming))?.[2] ?? ''
  try {
    return decodeURIComponent(encoded)
  } catch (cause) {
    throw new AppError('invalid', 'The key in the path is not percent-encoded UTF-8.', { cause })
  }
}

/** The target as it stood in the request line. */
export function requestTarget(incoming: IncomingMessage): string {
  return kept.get(incoming) ?? incoming.url ?? ''
}
