import 'server-only'
import { createMiddleware } from 'hono/factory'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import type { Env } from './create-router'

// A GET by the wire contract, but it changes something.
const CHANGING_GETS = /\/job_helpers\/move_s3_file$/

/**
 * Refuses requests that change something, come with a cookie and were made by another site. Browsers say so themselves
 * (Fetch Metadata); older ones send at least the Origin. The Host header is never asked. A GET that changes something must come from a
 * program of the page.
 */
export const refuseForgery = createMiddleware<Env>(async (c, next) => {
  if (
    changes(c.req.method, c.req.path) &&
    usesCookie(c.req.header.bind(c.req)) &&
    !isOwnRequest(c.req.header.bind(c.req), c.req.method)
  )
    throw new AppError('forbidden', 'This change was asked for by another site. Make it from Granary itself.')
  await next()
})

/** A token in the Authorization header takes the cookie's place, and no other site can make a browser send one. */
function usesCookie(header: (name: string) => string | undefined): boolean {
  return header('cookie') !== undefined && header('authorization') === undefined
}

function changes(method: string, path: string): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(method) || CHANGING_GETS.test(path)
}

function isOwnRequest(header: (name: string) => string | undefined, method: string): boolean {
  return isSameOrigin(header) && (!['GET', 'HEAD'].includes(method) || isFetched(header))
}

/** No link, image or frame: a page of this origin may show what others have written. */
function isFetched(header: (name: string) => string | undefined): boolean {
  return header('sec-fetch-mode') !== 'navigate' && (header('sec-fetch-dest') ?? 'empty') === 'empty'
}

function isSameOrigin(header: (name: string) => string | undefined): boolean {
  const site = header('sec-fetch-site')
  // `none` is a link in a mail or a chat, followed with the cookie: for a GET that changes something that is not enough.
  if (site) return site === 'same-origin'
  return header('origin') === new URL(env().publicUrl).origin
}
