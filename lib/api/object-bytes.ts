import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { headObject, readObject } from '@/lib/objects/read-object'
import { type ObjectTarget, objectTargetSchema, uploadSchema } from '@/lib/objects/schema'
import { uploadObject } from '@/lib/objects/upload-object'
import { ObjectChanged } from '@/lib/storage/errors'
import type { ObjectInfo } from '@/lib/storage/object-store'
import { parseByteRange } from './byte-range'
import { createRouter, type Env } from './create-router'
import { inlineType } from './inline-type'
import { jsonResponse } from './json-response'
import { contentLength, requestBody } from './request-body'
import { type Presentation, sendHead, sendNotModified, sendObject, toReadFailure } from './send-object'

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
  .openapi(downloadRoute, (c) => answer(c, c.req.valid('query'), async (info) => attachment(info)))
  .openapi(inlineRoute, (c) => {
    const target = c.req.valid('query')
    return answer(c, target, async (info) => {
      const type = await inlineType(c.get('ctx'), target, info)
      return type ? { disposition: 'inline', type } : attachment(info)
    })
  })
  .openapi(uploadRoute, async (c) => {
    const { incoming } = c.env
    const body = { stream: requestBody(incoming), size: contentLength(incoming), signal: c.req.raw.signal }
    return c.json(await uploadObject(c.get('ctx'), c.req.valid('query'), body), 200)
  })

type Present = (info: ObjectInfo) => Promise<Presentation>

async function answer(c: HonoContext<Env>, target: ObjectTarget, present: Present): Promise<Response> {
  const ctx = c.get('ctx')
  const { signal } = c.req.raw
  const known = unquote(c.req.header('if-none-match'))
  const isHead = c.env.incoming.method === 'HEAD'
  if (isHead || known !== undefined) {
    const info = await headObject(ctx, target, signal)
    if (info.etag !== null && info.etag === known) return sendNotModified(c, info)
    if (isHead) return sendHead(c, info, await present(info))
  }
  const content = await readPart(c, target).catch((error) => toReadFailure(error, c))
  if (content instanceof Response) return content
  const shown = await present(content.info).catch((error) => {
    content.body.destroy()
    throw error
  })
  return sendObject(c, { content, shown, partial: content.partial })
}

/**
 * The range that was asked for, or everything. A download that goes on after a break says by If-Range which version it has
 * the first part of: of another version it needs all.
 */
async function readPart(c: HonoContext<Env>, target: ObjectTarget) {
  const { signal } = c.req.raw
  const ctx = c.get('ctx')
  const range = parseByteRange(c.req.header('range'))
  const ifMatch = unquote(c.req.header('if-match'))
  const ifRange = c.req.header('if-range')
  if (!range || ifRange === undefined) {
    const content = await readObject(ctx, target, { range, ifMatch, signal })
    return { ...content, partial: range !== undefined }
  }
  const same = await readObject(ctx, target, { range, ifMatch: unquote(ifRange), signal }).catch(nullIfChanged)
  if (same) return { ...same, partial: true }
  return { ...(await readObject(ctx, target, { ifMatch, signal })), partial: false }
}

function nullIfChanged(error: unknown): null {
  if (error instanceof ObjectChanged) return null
  throw error
}

function attachment(info: ObjectInfo): Presentation {
  return {
    disposition: 'attachment',
    type: isHeaderSafe(info.contentType) ? info.contentType : 'application/octet-stream',
  }
}

/** The stored type is whatever its uploader said: Node refuses headers with other characters. */
function isHeaderSafe(type: string | null): type is string {
  return type !== null && /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;[\x20-\x7e]*)?$/.test(type)
}

function unquote(etag: string | undefined): string | undefined {
  return etag === '*' ? undefined : etag?.replace(/^(?:W\/)?"(.*)"$/, '$1')
}
