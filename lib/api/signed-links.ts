import 'server-only'
import { createRoute } from '@hono/zod-openapi'
import { signedObjectsSchema, signObjectsSchema } from '@/lib/signed-links/schema'
import { signObjects } from '@/lib/signed-links/sign-objects'
import { createRouter } from './create-router'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'

const signRoute = createRoute({
  method: 'post',
  path: '/sign_s3_objects',
  summary: 'Make links to objects, good until they expire or their maker loses the right to read',
  request: jsonRequest(signObjectsSchema),
  responses: jsonResponse(signedObjectsSchema, 'The objects as they were given, each with the query of its link'),
})

/** Under `apps`, where the published clients look for it. */
export const signedLinkRoutes = createRouter().openapi(signRoute, async (c) =>
  c.json(await signObjects(c.get('ctx'), c.req.valid('json')), 200),
)
