import 'server-only'
import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { createContext, createPersonContext } from '@/lib/auth/context'
import { readSession, sessionCookieName } from '@/lib/auth/session'
import type { Env } from './app'

/** Lets only signed-in people through. */
export const requirePerson = createMiddleware<Env>(async (c, next) => {
  const claims = await readSession(getCookie(c, sessionCookieName()))
  c.set('person', await createPersonContext(claims))
  await next()
})

/** Lets only members of the workspace in the path through; comes after `requirePerson`. */
export const requireWorkspace = createMiddleware<Env>(async (c, next) => {
  c.set('ctx', await createContext(c.get('person'), c.req.param('workspace') ?? ''))
  await next()
})
