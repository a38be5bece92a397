import 'server-only'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { requirePerson, requireSuperadminPerson, requireWorkspace, requireWorkspaceAdmin } from './authenticate'
import type { Env } from './create-router'
import { type Caller, type RouteAccess, routeAccess } from './route-access'

const guards: Record<Caller, MiddlewareHandler<Env>[]> = {
  anybody: [],
  person: [requirePerson],
  member: [requirePerson, requireWorkspace],
  admin: [requirePerson, requireWorkspace, requireWorkspaceAdmin],
  superadmin: [requirePerson, requireSuperadminPerson],
}

/** Mounts routes behind the guards that the table names. Throws for a route without an entry and an entry without a route. */
export function mountGuarded(
  api: OpenAPIHono<Env>,
  routes: OpenAPIHono<Env>,
  table: Readonly<Record<string, RouteAccess>> = routeAccess,
): void {
  const registered = new Map(routes.routes.map(({ method, path }) => [`${method} ${path}`, { method, path }]))
  for (const name of Object.keys(table))
    if (!registered.has(name)) throw new Error(`route-access.ts has an entry for ${name}, which is no route.`)
  for (const [name, { method, path }] of registered) {
    const access = table[name]
    if (!access) throw new Error(`${name} has no entry in route-access.ts: say there who may call it.`)
    for (const guard of guards[access.caller]) api.on(method, path, guard)
  }
  api.route('/', routes)
}
