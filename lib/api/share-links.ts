import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { createShareLink } from '@/lib/share-links/create-share-link'
import { listShareLinks } from '@/lib/share-links/list-share-links'
import { revokeShareLink } from '@/lib/share-links/revoke-share-link'
import {
  createShareLinkSchema,
  listShareLinksSchema,
  shareLinkIdSchema,
  shareLinkSchema,
} from '@/lib/share-links/schema'
import { createRouter } from './create-router'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'

const createLinkRoute = createRoute({
  method: 'post',
  path: '/create',
  summary: 'Make a link to a file for people without an account',
  request: jsonRequest(createShareLinkSchema),
  responses: jsonResponse(shareLinkSchema, 'The link, with its address'),
})

const listLinksRoute = createRoute({
  method: 'get',
  path: '/list',
  summary: 'List links: the own ones, for admins all',
  request: { query: listShareLinksSchema },
  responses: jsonResponse(z.array(shareLinkSchema), 'Links, newest first'),
})

const revokeLinkRoute = createRoute({
  method: 'delete',
  path: '/delete/{id}',
  summary: 'Take a link back',
  request: { params: shareLinkIdSchema },
  responses: jsonResponse(shareLinkIdSchema, 'Taken back'),
})

/** Under `/w/:workspace/share_links`: what members share. */
export const shareLinkRoutes = createRouter()
  .openapi(createLinkRoute, async (c) => c.json(await createShareLink(c.get('ctx'), c.req.valid('json')), 200))
  .openapi(listLinksRoute, async (c) => c.json(await listShareLinks(c.get('ctx'), c.req.valid('query')), 200))
  .openapi(revokeLinkRoute, async (c) => c.json(await revokeShareLink(c.get('ctx'), c.req.valid('param')), 200))
