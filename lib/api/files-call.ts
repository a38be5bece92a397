import 'server-only'
import type { Context as HonoContext } from 'hono'
import { requestBody } from '@/lib/http/request-body'
import { parse } from '@/lib/parse'
import { awaitResult } from '@/lib/runs/await-result'
import { type RunArgs, runQuerySchema } from '@/lib/runs/schema'
import { requireRunnable, runScriptByPath } from '@/lib/runs/start-run'
import { isFilesCall, withFiles } from '@/lib/webhooks/read-files-call'
import { createRouter, type Env } from './create-router'
import { readItemPath } from './item-path'

/** Under `/w/:workspace/jobs`, before the routes for arguments as JSON: calls of scripts that carry files. */
export const filesCallRoutes = createRouter()
filesCallRoutes.post('/run/p/:path{.+}', async (c, next) => {
  if (!carriesFiles(c)) return next()
  return c.text(await start(c), 201)
})
filesCallRoutes.post('/run_wait_result/p/:path{.+}', async (c, next) => {
  if (!carriesFiles(c)) return next()
  const { success, result } = await awaitResult(c.get('ctx'), await start(c), c.req.raw.signal)
  return success ? c.json(result, 200) : c.json(result, 400)
})

type Call = HonoContext<Env>

function carriesFiles(c: Call): boolean {
  return isFilesCall(c.req.header('content-type'), c.req.query('arg'))
}

async function start(c: Call): Promise<string> {
  const { arg, filename, storage, ...query } = c.req.query()
  const called = { ...parse(runQuerySchema, query), ...readItemPath({ path: c.req.param('path') ?? '' }) }
  const ctx = c.get('ctx')
  await requireRunnable(ctx, called)
  const call = {
    ...{ contentType: c.req.header('content-type') ?? 'application/octet-stream', signal: c.req.raw.signal },
    ...{ body: requestBody(c.env.incoming), arg, filename, storage },
  }
  return withFiles(ctx, call, (args: RunArgs) => runScriptByPath(ctx, { ...called, args }))
}
