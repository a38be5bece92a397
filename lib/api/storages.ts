import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { listStorageNames } from '@/lib/storage-settings/list-storages'
import { listStorageNamesSchema } from '@/lib/storage-settings/schema'
import { createRouter } from './create-router'
import { jsonResponse } from './json-response'

const storageNamesRoute = createRoute({
  method: 'get',
  path: '/get_secondary_storage_names',
  summary: 'List the names of the storages',
  request: { query: listStorageNamesSchema },
  responses: jsonResponse(z.array(z.string()), 'Names'),
})

export const storageRoutes = createRouter().openapi(storageNamesRoute, async (c) =>
  c.json(await listStorageNames(c.get('ctx'), c.req.valid('query')), 200),
)
