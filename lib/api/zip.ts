import 'server-only'
import { pipeline } from 'node:stream/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { createRoute } from '@hono/zod-openapi'
import { create as contentDisposition } from 'content-disposition'
import { zipObjectsSchema } from '@/lib/objects/schema'
import { zipObjects } from '@/lib/objects/zip-objects'
import { createRouter } from './create-router'
import { fileName, SAFE_HEADERS } from './send-object'

const zipRoute = createRoute({
  method: 'post',
  path: '/download_files_as_zip',
  summary: 'Download files and whole folders as one ZIP archive',
  request: { body: { content: { 'application/x-www-form-urlencoded': { schema: zipObjectsSchema } }, required: true } },
  responses: { 200: { description: 'The archive; what may not be read is named in it' } },
})

/** What `job_helpers/*` packs together. A form posts here, since a selection is longer than an address may be. */
export const zipRoutes = createRouter().openapi(zipRoute, async (c) => {
  const input = c.req.valid('form')
  const archive = await zipObjects(c.get('ctx'), input, c.req.raw.signal)
  const { 'accept-ranges': _, ...headers } = SAFE_HEADERS
  c.env.outgoing.writeHead(200, {
    ...headers,
    'content-type': 'application/zip',
    'content-disposition': contentDisposition(`${archiveName(input)}.zip`, { type: 'attachment' }),
  })
  // It broke off half-way: the socket is closed without the last chunk, which the client notices.
  await pipeline(archive, c.env.outgoing).catch(() => c.env.outgoing.destroy())
  return RESPONSE_ALREADY_SENT
})

/** After the one folder that it holds, or the one that all of it lies in. */
function archiveName({ file_key, prefix, base }: { file_key: string[]; prefix: string[]; base: string }): string {
  const [only = base] = file_key.length === 0 && prefix.length === 1 ? prefix : [base]
  return only === '' ? 'files' : fileName(only)
}
