import 'server-only'
import type { Context as HonoContext } from 'hono'
import { createMiddleware } from 'hono/factory'
import { AppError } from '@/lib/errors'
import { isFilesCall } from '@/lib/webhooks/read-files-call'
import type { Env } from './create-router'

const MAX_BYTES = 8 * 1024 * 1024

// Their bodies are files, whatever type they say that they are of, and are never read whole.
const TAKES_BYTES = /^\/api\/w\/[^/]+\/(job_helpers\/(upload_s3_file|multipart_upload\/part)|s3_proxy)(\/|$)/

// With files for a script, which are streamed to a storage; `readFilesCall` bounds what else is in such a form.
const RUNS_SCRIPT = /^\/api\/w\/[^/]+\/jobs\/(run|run_wait_result)\/p\//

const READ_WHOLE = /^(application\/([\w.-]+\+)?json|application\/x-www-form-urlencoded|multipart\/form-data)/i

/** Refuses JSON and forms that would be read whole and are longer than anything that is asked for, or do not say how long they are. */
export const limitBody = createMiddleware<Env>(async (c, next) => {
  if (READ_WHOLE.test(c.req.header('content-type') ?? '') && !TAKES_BYTES.test(c.req.path) && !takesFiles(c)) {
    if (Number(c.req.header('content-length') ?? 0) > MAX_BYTES)
      throw new AppError('invalid', `The body has more than ${MAX_BYTES} bytes.`)
    if (c.req.header('transfer-encoding') !== undefined)
      throw new AppError('invalid', 'Send JSON and forms with a Content-Length, not in chunks.')
  }
  await next()
})

function takesFiles(c: HonoContext<Env>): boolean {
  return RUNS_SCRIPT.test(c.req.path) && isFilesCall(c.req.header('content-type'), c.req.query('arg'))
}
