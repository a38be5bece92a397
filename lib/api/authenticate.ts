import 'server-only'
import type { Context as HonoContext } from 'hono'
import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import {
  createContext,
  createPersonContext,
  type PersonContext,
  requireAdmin,
  requireDeveloper,
  requireSuperadmin,
} from '@/lib/auth/context'
import { readSession, sessionCookieName } from '@/lib/auth/session'
import { createTokenContext } from '@/lib/auth/token-context'
import { AppError } from '@/lib/errors'
import type { Env } from './create-router'
import type { RouteAccess } from './route-entry'

/** Lets only people through: by the token in the Authorization header, and without one by the session's cookie. */
export const requirePerson = createMiddleware<Env>(async (c, next) => {
  c.set('person', await identify(c))
  await next()
})

async function identify(c: HonoContext<Env>): Promise<PersonContext> {
  const authorization = c.req.header('authorization')
  if (authorization === undefined)
    return createPersonContext(await readSession(getCookie(c, sessionCookieName())), peerAddress(c))
  const token = /^Bearer (\S+)$/i.exec(authorization)?.[1]
  if (!token) throw new AppError('unauthenticated', 'Send the token as "Authorization: Bearer <token>".')
  return createTokenContext(token, peerAddress(c))
}

/** The address at the other end of the socket; '' for requests that came through none. What headers say of it is only said. */
export function peerAddress(c: HonoContext<Env>): string {
  return c.env?.incoming?.socket.remoteAddress ?? ''
}

/** Holds a token to its limits: one of a webhook runs its script, a read-only one changes nothing, and one bound to a storage reaches objects alone. */
export const requireScope = ({ effect, area, runsScript }: RouteAccess) =>
  createMiddleware<Env>(async (c, next) => {
    const { credential } = c.get('person')
    const scope = credential.kind === 'token' ? credential.scope : null
    if (scope && scope.script !== null && !(runsScript && c.req.param('path') === scope.script))
      throw new AppError('forbidden', `This token is only for running the script ${scope.script}.`)
    if (scope?.readOnly && effect === 'change')
      throw new AppError('forbidden', 'This token may only read. Use one that may change things.')
    if (scope && scope.storage !== null && area !== 'objects' && area !== 'self')
      throw new AppError('forbidden', `This token is only for files of the storage ${scope.storage}.`)
    if (scope && scope.workspaceId !== null && area === 'instance')
      throw new AppError('forbidden', `This token is only for the workspace ${scope.workspaceId}.`)
    await next()
  })

/** Lets only members of the workspace in the path through; comes after `requirePerson`. */
export const requireWorkspace = createMiddleware<Env>(async (c, next) => {
  c.set('ctx', await createContext(c.get('person'), c.req.param('workspace') ?? ''))
  await next()
})

/** Lets only members through who may change something; comes after `requireWorkspace`. */
export const requireWorkspaceDeveloper = createMiddleware<Env>(async (c, next) => {
  requireDeveloper(c.get('ctx'))
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
