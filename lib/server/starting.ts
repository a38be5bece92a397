import 'server-only'
import type { ServerResponse } from 'node:http'

const ALWAYS = /^\/api\/(health|version)(\?|$)/

/** Whether a request is answered although the instance still starts. */
export function isAnsweredWhileStarting(target = ''): boolean {
  return ALWAYS.test(target)
}

/** The answer to everything else until then. */
export function refuseWhileStarting(response: ServerResponse): void {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1', 'cache-control': 'no-store' }
  response.writeHead(503, headers).end('Unavailable: Granary is starting. Try again in a moment.')
}
