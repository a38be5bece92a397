import 'server-only'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import * as guard from './authenticate'
import type { Env } from './create-router'
import { routeAccess } from './route-access'
import type { Caller, RouteAccess } from './route-entry'

const guards: Record<Exclude<Caller, 'anybody'>, MiddlewareHandler<Env>[]> = {
  person: [],
  member: [guard.requireWorkspace],
  developer: [guard.requireWorkspace, guard.requireWorkspaceDeveloper],
  admin: [guard.requireWorkspace, guard.requireWorkspaceAdmin],
  superadmin: [guard.requireSuperadminPerson],
}

function guardsOf(access: RouteAccess): MiddlewareHandler<Env>[] {
  if (access.caller === 'anybody') return []
  return [guard.requirePerson, guard.requireScope(access), ...guards[access.caller]]
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
    for (const each of guardsOf(access)) api.on(method, path, each)
  }
  api.route('/', routes)
}
