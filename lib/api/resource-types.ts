import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { describeType, describeTypes } from '@/lib/resources/types/describe-types'
import { resourceTypeNameSchema, typeDescriptionSchema } from '@/lib/resources/types/type-description'
import { createRouter } from './create-router'
import { jsonResponse } from './json-response'

const listTypesRoute = createRoute({
  method: 'get',
  path: '/list',
  summary: 'List the resource types',
  responses: jsonResponse(z.array(typeDescriptionSchema), 'The types, each with the JSON schema of its values'),
})

const getTypeRoute = createRoute({
  method: 'get',
  path: '/get/{name}',
  summary: 'Describe a resource type',
  request: { params: resourceTypeNameSchema },
  responses: jsonResponse(typeDescriptionSchema, 'The type, with the JSON schema of its values'),
})

/** The types of `resources/type/*`: the names and shapes are those of the published clients. */
export const resourceTypeRoutes = createRouter()
  .openapi(listTypesRoute, (c) => c.json(describeTypes(), 200))
  .openapi(getTypeRoute, (c) => c.json(describeType(c.req.valid('param').name), 200))
