import 'server-only'
import { createRoute } from '@hono/zod-openapi'
import { aclParamsSchema, aclSchema, addAcl, addAclSchema, getAcl, removeAcl, removeAclSchema } from '@/lib/grants/acls'
import { createRouter } from './create-router'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'
import { textResponse } from './text-response'

/** The rest of the address is the path, slashes and all. */
const PLACE = '{kind}/{path}{.+}'

const getAclRoute = createRoute({
  method: 'get',
  path: `/get/${PLACE}`,
  summary: 'Tell who may read (false) or change (true) an item, a folder or a group beyond its path',
  request: { params: aclParamsSchema },
  responses: jsonResponse(aclSchema, 'Extra permissions by user and group'),
})

const addAclRoute = createRoute({
  method: 'post',
  path: `/add/${PLACE}`,
  summary: 'Give an extra permission',
  request: { params: aclParamsSchema, ...jsonRequest(addAclSchema) },
  responses: textResponse('Done'),
})

const removeAclRoute = createRoute({
  method: 'post',
  path: `/remove/${PLACE}`,
  summary: 'Take an extra permission away',
  request: { params: aclParamsSchema, ...jsonRequest(removeAclSchema) },
  responses: textResponse('Done'),
})

/** Under `/api/w/:workspace/acls`. */
export const aclRoutes = createRouter()
  .openapi(getAclRoute, async (c) => c.json(await getAcl(c.get('ctx'), c.req.valid('param')), 200))
  .openapi(addAclRoute, async (c) => {
    const { kind, path } = c.req.valid('param')
    await addAcl(c.get('ctx'), { kind, path }, c.req.valid('json'))
    return c.text(`added to ${kind} ${path}`, 200)
  })
  .openapi(removeAclRoute, async (c) => {
    const { kind, path } = c.req.valid('param')
    await removeAcl(c.get('ctx'), { kind, path }, c.req.valid('json'))
    return c.text(`removed from ${kind} ${path}`, 200)
  })
