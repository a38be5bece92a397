import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { awaitResult } from '@/lib/runs/await-result'
import * as schemas from '@/lib/runs/schema'
import { runPreview, runScriptByHash, runScriptByPath } from '@/lib/runs/start-run'
import { scriptHashSchema } from '@/lib/scripts/schema'
import { createRouter } from './create-router'
import { ITEM_PATH, itemPathParams, readItemPath } from './item-path'
import { jsonRequest } from './json-request'

const query = schemas.runQuerySchema

const json = (description: string) => ({ description, content: { 'application/json': { schema: z.unknown() } } })
const responses = {
  200: json('What main answered'),
  400: json('`{ error }`: what stopped the script'),
}

const byPathRoute = createRoute({
  method: 'post',
  path: `/p/${ITEM_PATH}`,
  summary: 'Run the newest version of a script and wait for its result',
  request: { params: itemPathParams, query, ...jsonRequest(schemas.runArgsSchema) },
  responses,
})

const byHashRoute = createRoute({
  method: 'post',
  path: '/h/{hash}',
  summary: 'Run one version of a script and wait for its result',
  request: { params: scriptHashSchema, query, ...jsonRequest(schemas.runArgsSchema) },
  responses,
})

const previewRoute = createRoute({
  method: 'post',
  path: '/preview',
  summary: 'Run a text that nobody has saved and wait for its result',
  request: { query, ...jsonRequest(schemas.previewSchema) },
  responses,
})

/** Under `/w/:workspace/jobs/run_wait_result`. A caller who leaves cancels what they wait for. */
export const waitedJobRoutes = createRouter()
  .openapi(byPathRoute, async (c) => {
    const input = { ...c.req.valid('query'), ...readItemPath(c.req.valid('param')), args: c.req.valid('json') }
    const id = await runScriptByPath(c.get('ctx'), input)
    const { success, result } = await awaitResult(c.get('ctx'), id, c.req.raw.signal)
    return success ? c.json(result, 200) : c.json(result, 400)
  })
  .openapi(byHashRoute, async (c) => {
    const input = { ...c.req.valid('query'), ...c.req.valid('param'), args: c.req.valid('json') }
    const id = await runScriptByHash(c.get('ctx'), input)
    const { success, result } = await awaitResult(c.get('ctx'), id, c.req.raw.signal)
    return success ? c.json(result, 200) : c.json(result, 400)
  })
  .openapi(previewRoute, async (c) => {
    const id = await runPreview(c.get('ctx'), { ...c.req.valid('query'), ...c.req.valid('json') })
    const { success, result } = await awaitResult(c.get('ctx'), id, c.req.raw.signal)
    return success ? c.json(result, 200) : c.json(result, 400)
  })
