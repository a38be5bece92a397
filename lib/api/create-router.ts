import 'server-only'
import type { HttpBindings } from '@hono/node-server'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context, PersonContext } from '@/lib/auth/context'
import { parseIssues } from '@/lib/parse'

/** `person` where a route needs a person, `ctx` where it needs a member: another route has neither. */
export type Env = { Bindings: HttpBindings; Variables: { person: PersonContext; ctx: Context } }

/** What a router may be told; `getPath` only of the outermost one counts. */
type RouterOptions = Pick<NonNullable<ConstructorParameters<typeof OpenAPIHono<Env>>[0]>, 'getPath'>

/** A router whose invalid input becomes an `AppError`, like every other expected failure. */
export function createRouter(options: RouterOptions = {}) {
  return new OpenAPIHono<Env>({
    ...options,
    defaultHook: (result) => {
      if (!result.success) throw parseIssues(result.error)
    },
  })
}
