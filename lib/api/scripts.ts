import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { AppError } from '@/lib/errors'
import { pageSchema } from '@/lib/http/page'
import { exportScripts } from '@/lib/scripts/archive/export-scripts'
import { importScripts } from '@/lib/scripts/archive/import-scripts'
import { importOutcomeSchema, MAX_ARCHIVE_BYTES } from '@/lib/scripts/archive/schema'
import { createScript } from '@/lib/scripts/create-script'
import {
  getScript,
  getScriptContent,
  getScriptVersion,
  listScriptHistory,
  scriptExists,
} from '@/lib/scripts/get-script'
import { listScripts } from '@/lib/scripts/list-scripts'
import { archiveScript, deleteScript } from '@/lib/scripts/remove-script'
import * as schemas from '@/lib/scripts/schema'
import { createRouter } from './create-router'
import { ITEM_PATH, itemPathParams, readItemPath } from './item-path'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'
import { textResponse } from './text-response'

const createScriptRoute = createRoute({
  method: 'post',
  path: '/create',
  summary: 'Store a version of a script',
  request: jsonRequest(schemas.newScriptSchema),
  responses: textResponse('The hash of the version', 201),
})

const getByPathRoute = createRoute({
  method: 'get',
  path: `/get/p/${ITEM_PATH}`,
  summary: 'Get the newest version of a script',
  request: { params: itemPathParams },
  responses: jsonResponse(schemas.wireScriptSchema, 'The version'),
})

const getByHashRoute = createRoute({
  method: 'get',
  path: '/get/h/{hash}',
  summary: 'Get one version of a script',
  request: { params: schemas.scriptHashSchema },
  responses: jsonResponse(schemas.wireScriptSchema, 'The version'),
})

const listScriptsRoute = createRoute({
  method: 'get',
  path: '/list',
  summary: 'List scripts without their content',
  request: { query: schemas.scriptListSchema },
  responses: jsonResponse(z.array(schemas.wireScriptSchema), 'The scripts of one page, the newest first'),
})

const rawByPathRoute = createRoute({
  method: 'get',
  path: `/raw/p/${ITEM_PATH}`,
  summary: 'Get the text of a script',
  request: { params: itemPathParams },
  responses: textResponse('The text'),
})

const existsRoute = createRoute({
  method: 'get',
  path: `/exists/p/${ITEM_PATH}`,
  summary: 'Tell whether a script is there',
  request: { params: itemPathParams },
  responses: jsonResponse(z.boolean(), 'Whether one runs there that the caller can read'),
})

const historyRoute = createRoute({
  method: 'get',
  path: `/history/p/${ITEM_PATH}`,
  summary: 'List the versions of a script',
  request: { params: itemPathParams, query: pageSchema },
  responses: jsonResponse(schemas.scriptHistorySchema, 'The versions, the newest first'),
})

const archiveRoute = createRoute({
  method: 'post',
  path: `/archive/p/${ITEM_PATH}`,
  summary: 'Take a script out of use',
  request: { params: itemPathParams },
  responses: textResponse('Archived'),
})

const deleteRoute = createRoute({
  method: 'post',
  path: `/delete/p/${ITEM_PATH}`,
  summary: 'Delete a script with all its versions',
  request: { params: itemPathParams },
  responses: textResponse('Its path'),
})

const zipBody = { 'application/zip': { schema: z.string().meta({ format: 'binary' }) } }

const exportRoute = createRoute({
  method: 'get',
  path: '/export',
  summary: 'Get every script as files for a repository',
  description: '`<path>.ts`, `.deno.ts`, `.fetch.ts` or `.py` with `<path>.script.yaml` beside it.',
  responses: { 200: { description: 'A ZIP archive', content: zipBody } },
})

const importRoute = createRoute({
  method: 'post',
  path: '/import',
  summary: 'Store the scripts of a ZIP archive',
  description: 'The form of `/scripts/export`. What is as it was gets no new version.',
  request: { body: { content: zipBody } },
  responses: jsonResponse(importOutcomeSchema, 'What became of each of them'),
})

/** Under `/api/w/:workspace/scripts`. */
export const scriptRoutes = createRouter()
  .openapi(createScriptRoute, async (c) => c.text((await createScript(c.get('ctx'), c.req.valid('json'))).hash, 201))
  .openapi(getByPathRoute, async (c) => c.json(await getScript(c.get('ctx'), readItemPath(c.req.valid('param'))), 200))
  .openapi(getByHashRoute, async (c) => c.json(await getScriptVersion(c.get('ctx'), c.req.valid('param')), 200))
  .openapi(listScriptsRoute, async (c) => c.json(await listScripts(c.get('ctx'), c.req.valid('query')), 200))
  .openapi(rawByPathRoute, async (c) => {
    const { path } = c.req.valid('param')
    return c.text(await getScriptContent(c.get('ctx'), readItemPath({ path: withoutExtension(path) })), 200)
  })
  .openapi(existsRoute, async (c) => c.json(await scriptExists(c.get('ctx'), readItemPath(c.req.valid('param'))), 200))
  .openapi(historyRoute, async (c) => {
    const input = { ...readItemPath(c.req.valid('param')), ...c.req.valid('query') }
    return c.json(await listScriptHistory(c.get('ctx'), input), 200)
  })
  .openapi(archiveRoute, async (c) => {
    const { path } = await archiveScript(c.get('ctx'), readItemPath(c.req.valid('param')))
    return c.text(`script ${path} archived`, 200)
  })
  .openapi(deleteRoute, async (c) =>
    c.text((await deleteScript(c.get('ctx'), readItemPath(c.req.valid('param')))).path, 200),
  )
  .openapi(exportRoute, async (c) => {
    const archive = await exportScripts(c.get('ctx'))
    const name = `${c.get('ctx').workspace.id}-scripts.zip`
    const headers = { 'content-type': 'application/zip', 'content-disposition': `attachment; filename="${name}"` }
    return c.body(Uint8Array.from(archive).buffer, 200, headers)
  })
  .openapi(importRoute, async (c) => {
    const length = Number(c.req.header('content-length') ?? Number.NaN)
    if (!(length <= MAX_ARCHIVE_BYTES))
      throw new AppError('invalid', `Send an archive of at most ${MAX_ARCHIVE_BYTES} bytes, with its Content-Length.`)
    return c.json(await importScripts(c.get('ctx'), new Uint8Array(await c.req.arrayBuffer())), 200)
  })

/** Other scripts import a text by a name with an extension, which tells them its language. */
function withoutExtension(path: string): string {
  return path.replace(/(\.(bun|deno|nativets))?\.(ts|py)$/, '')
}
