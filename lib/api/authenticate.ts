import 'server-only'
import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { createContext, createPersonContext, requireAdmin, requireSuperadmin } from '@/lib/auth/context'
import { readSession, sessionCookieName } from '@/lib/auth/session'
import type { Env } from './create-router'

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

/** Lets only admins of that workspace through; comes after `requireWorkspace`. */
export const requireWorkspaceAdmin = createMiddleware<Env>(async (c, next) => {
  requireAdmin(c.get('ctx'))
  await next()
})

/** Lets only superadmins through; comes after `requirePerson`. */
export const requireSuperadminPerson = createMiddleware<Env>(async (c, next) => {
  requireSuperadmin(c.get('person'))
  await next()
})
