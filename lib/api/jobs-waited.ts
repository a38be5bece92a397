import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { awaitResult } from '@/lib/runs/await-result'
import { runPreview, runScriptByHash, runScriptByPath } from '@/lib/runs/start-run'
import { createRouter, type Env } from './create-router'
import { ITEM_PATH, readItemPath } from './item-path'
import { runRequests } from './run-requests'

const json = (description: string) => ({ description, content: { 'application/json': { schema: z.unknown() } } })
const responses = {
  200: json('What main answered'),
  400: json('`{ error }`: what stopped the script'),
}

const byPathRoute = createRoute({
  method: 'post',
  path: `/run_wait_result/p/${ITEM_PATH}`,
  summary: 'Run the newest version of a script and wait for its result',
  request: runRequests.byPath,
  responses,
})

const byHashRoute = createRoute({
  method: 'post',
  path: '/run_wait_result/h/{hash}',
  summary: 'Run one version of a script and wait for its result',
  request: runRequests.byHash,
  responses,
})

const previewRoute = createRoute({
  method: 'post',
  path: '/run_wait_result/preview',
  summary: 'Run a text that nobody has saved and wait for its result',
  request: runRequests.preview,
  responses,
})

/** What published clients ask inside a script. It is a run like any other here. */
const inlineRoute = createRoute({
  method: 'post',
  path: '/run_inline/preview',
  summary: 'Run a text that nobody has saved from a script and wait for its result',
  request: runRequests.preview,
  responses,
})

/** Under `/w/:workspace/jobs`. A caller who leaves cancels what they wait for. */
export const waitedJobRoutes = createRouter()
  .openapi(byPathRoute, async (c) => {
    const input = { ...c.req.valid('query'), ...readItemPath(c.req.valid('param')), args: c.req.valid('json') }
    return answerResult(c, await runScriptByPath(c.get('ctx'), input))
  })
  .openapi(byHashRoute, async (c) => {
    const input = { ...c.req.valid('query'), ...c.req.valid('param'), args: c.req.valid('json') }
    return answerResult(c, await runScriptByHash(c.get('ctx'), input))
  })
  .openapi(previewRoute, async (c) =>
    answerResult(c, await runPreview(c.get('ctx'), { ...c.req.valid('query'), ...c.req.valid('json') })),
  )
  .openapi(inlineRoute, async (c) =>
    answerResult(c, await runPreview(c.get('ctx'), { ...c.req.valid('query'), ...c.req.valid('json') })),
  )

async function answerResult(c: HonoContext<Env>, id: string) {
  const { success, result } = await awaitResult(c.get('ctx'), id, c.req.raw.signal)
  return success ? c.json(result, 200) : c.json(result, 400)
}
