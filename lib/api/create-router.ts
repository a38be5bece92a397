import 'server-only'
import type { HttpBindings } from '@hono/node-server'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context, PersonContext } from '@/lib/auth/context'
import { parseIssues } from '@/lib/parse'

/** `person` where a route needs a person, `ctx` where it needs a member: another route has neither. */
export type Env = { Bindings: HttpBindings; Variables: { person: PersonContext; ctx: Context } }

/** A router whose invalid input becomes an `AppError`, like every other expected failure. */
export function createRouter() {
  return new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw parseIssues(result.error)
    },
  })
}
