import 'server-only'
import type { HttpBindings } from '@hono/node-server'
import type { Context as HonoContext } from 'hono'
import { getPath } from 'hono/utils/url'
import { AppError } from '@/lib/errors'

/**
 * The path as the request line has it. `new URL` would fold `..` and a path that is decoded as a whole could not tell a slash
 * from `%2F`: an object's key may hold either.
 */
export function rawPath(request: Request, options?: { env?: Partial<HttpBindings> }): string {
  const target = options?.env?.incoming?.url
  if (!target?.startsWith('/')) return getPath(request)
  const end = target.search(/[?#]/)
  return end === -1 ? target : target.slice(0, end)
}

/** The key that the path of this request ends with, behind `/job_helpers/<route>/`; its slashes may come as they are. */
export function keyInPath(c: HonoContext, route: string): string {
  const marker = `/job_helpers/${route}/`
  const encoded = c.req.path.slice(c.req.path.indexOf(marker) + marker.length)
  try {
    return decodeURIComponent(encoded)
  } catch (cause) {
    throw new AppError('invalid', 'The key in the path is not percent-encoded UTF-8.', { cause })
  }
}
