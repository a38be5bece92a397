import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { contentLength, requestBody } from '@/lib/http/request-body'
import { objectTargetSchema, uploadSchema } from '@/lib/objects/schema'
import { uploadObject } from '@/lib/objects/upload-object'
import { createRouter } from './create-router'
import { jsonResponse } from './json-response'
import { attachment, inlineIfHarmless, serveObject } from './serve-object'

const bytes = { 200: { description: 'The bytes' }, 206: { description: 'A range of them' } }

const downloadRoute = createRoute({
  method: 'get',
  path: '/download_s3_file',
  summary: 'Download an object, whole or by range',
  request: { query: objectTargetSchema },
  responses: bytes,
})

const inlineRoute = createRoute({
  method: 'get',
  path: '/load_image_preview',
  summary: 'Show an image, PDF, audio or video inline',
  request: { query: objectTargetSchema },
  responses: bytes,
})

const uploadRoute = createRoute({
  method: 'post',
  path: '/upload_s3_file',
  summary: 'Upload an object of any size as the raw request body',
  request: { query: uploadSchema },
  responses: jsonResponse(z.object({ file_key: z.string() }), 'The key under which it is stored'),
})

/** The routes whose bodies are bytes of any size: they work on Node's own streams. */
export const objectByteRoutes = createRouter()
  .openapi(downloadRoute, (c) => serveObject(c, c.req.valid('query'), { present: async (info) => attachment(info) }))
  .openapi(inlineRoute, (c) => {
    const target = c.req.valid('query')
    return serveObject(c, target, { present: (info) => inlineIfHarmless(c.get('ctx'), target, info) })
  })
  .openapi(uploadRoute, async (c) => {
    const { incoming } = c.env
    const body = { stream: requestBody(incoming), size: contentLength(incoming), signal: c.req.raw.signal }
    return c.json(await uploadObject(c.get('ctx'), c.req.valid('query'), body), 200)
  })
