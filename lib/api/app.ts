import 'server-only'
import type { HttpBindings } from '@hono/node-server'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context, PersonContext } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { parseIssues } from '@/lib/parse'
import { requirePerson, requireWorkspace } from './authenticate'
import { refuseForgery } from './cross-site'
import { toErrorLine } from './error-line'
import { healthRoutes } from './health'
import { objectRoutes } from './objects'
import { memberRoutes, personRoutes } from './people'
import { storageRoutes } from './storages'

/** `person` behind `requirePerson`, `ctx` behind `requireWorkspace`: a route outside them has neither. */
export type Env = { Bindings: HttpBindings; Variables: { person: PersonContext; ctx: Context } }

/** A router whose invalid input becomes an `AppError`, like every other expected failure. */
export function createRouter() {
  return new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw parseIssues(result.error)
    },
  })
}

/** The whole REST API under `/api`. Everything but health and version needs a signed-in person. */
export function createApi() {
  const api = createRouter().basePath('/api')
  api.onError(toErrorLine)
  api.notFound((c) => toErrorLine(new AppError('not_found', `There is no ${c.req.method} ${c.req.path}.`), c))
  api.use(refuseForgery)
  api.route('/', healthRoutes)
  api.use('/users/*', requirePerson)
  api.use('/workspaces/*', requirePerson)
  api.use('/w/:workspace/*', requirePerson, requireWorkspace)
  api.route('/', personRoutes)
  api.route('/w/:workspace/users', memberRoutes)
  api.route('/w/:workspace/job_helpers', objectRoutes)
  api.route('/w/:workspace/workspaces', storageRoutes)
  api.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Granary', version: process.env.GRANARY_VERSION ?? '0' },
  })
  return api
}
