import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { contentLength, requestBody } from '@/lib/http/request-body'
import { createUploadSchema, targetSchema } from '@/lib/objects/schema'
import { abortUpload } from '@/lib/uploads/abort-upload'
import { canTransferDirectly } from '@/lib/uploads/can-transfer-directly'
import { completeUpload } from '@/lib/uploads/complete-upload'
import { createUpload } from '@/lib/uploads/create-upload'
import { listParts } from '@/lib/uploads/list-parts'
import * as schemas from '@/lib/uploads/schema'
import { signParts } from '@/lib/uploads/sign-parts'
import { writePart } from '@/lib/uploads/write-part'
import { createRouter } from './create-router'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'

const createUploadRoute = createRoute({
  method: 'post',
  path: '/create',
  summary: 'Begin an upload in parts',
  request: jsonRequest(createUploadSchema),
  responses: jsonResponse(schemas.createdUploadSchema, 'The id of the upload, for its sender alone'),
})

const partRoute = createRoute({
  method: 'put',
  path: '/part',
  summary: 'Send a part as the raw request body; all but the last have at least 5 MiB',
  request: { query: schemas.partReferenceSchema },
  responses: jsonResponse(schemas.storedPartSchema, 'The part as it is named at the end'),
})

const partsRoute = createRoute({
  method: 'get',
  path: '/parts',
  summary: 'List the parts that are stored',
  request: { query: schemas.uploadReferenceSchema },
  responses: jsonResponse(schemas.storedPartsSchema, 'By number'),
})

const signPartsRoute = createRoute({
  method: 'post',
  path: '/sign_parts',
  summary: 'Get URLs for putting parts into the store itself',
  request: jsonRequest(schemas.signPartsSchema),
  responses: jsonResponse(schemas.signedPartsSchema, 'URLs that end after minutes; none where parts go through here'),
})

const directRoute = createRoute({
  method: 'get',
  path: '/direct',
  summary: 'Whether files may go to and from the store itself',
  request: { query: targetSchema },
  responses: jsonResponse(schemas.directAccessSchema, 'Whether to try it'),
})

const completeRoute = createRoute({
  method: 'post',
  path: '/complete',
  summary: 'Make the object out of its parts',
  request: jsonRequest(schemas.completeUploadSchema),
  responses: jsonResponse(schemas.completedUploadSchema, 'The object'),
})

const abortRoute = createRoute({
  method: 'delete',
  path: '/abort',
  summary: 'Give an upload up',
  request: { query: schemas.uploadReferenceSchema },
  responses: jsonResponse(z.null(), 'Given up'),
})

/** Under `job_helpers/multipart_upload`: uploads in parts, each of which can be sent again. An extension of our own. */
export const uploadRoutes = createRouter()
  .openapi(createUploadRoute, async (c) => c.json(await createUpload(c.get('ctx'), c.req.valid('json')), 200))
  .openapi(partRoute, async (c) => {
    const { incoming } = c.env
    const body = { stream: requestBody(incoming), size: contentLength(incoming), signal: c.req.raw.signal }
    return c.json(await writePart(c.get('ctx'), c.req.valid('query'), body), 200)
  })
  .openapi(partsRoute, async (c) => c.json(await listParts(c.get('ctx'), c.req.valid('query')), 200))
  .openapi(signPartsRoute, async (c) => c.json(await signParts(c.get('ctx'), c.req.valid('json')), 200))
  .openapi(directRoute, async (c) => c.json(await canTransferDirectly(c.get('ctx'), c.req.valid('query')), 200))
  .openapi(completeRoute, async (c) =>
    c.json(await completeUpload(c.get('ctx'), c.req.valid('json'), c.req.raw.signal), 200),
  )
  .openapi(abortRoute, async (c) => c.json(await abortUpload(c.get('ctx'), c.req.valid('query')), 200))
