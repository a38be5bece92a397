import 'server-only'
import { createMiddleware } from 'hono/factory'
import { AppError } from '@/lib/errors'
import type { Env } from './create-router'

const MAX_JSON_BYTES = 8 * 1024 * 1024

// Their bodies are files, whatever type they say that they are of, and are never read whole.
const TAKES_BYTES = /\/(upload_s3_file|multipart_upload\/part|s3_proxy)(\/|$)/

/** Refuses JSON that would be read whole and is longer than anything that is asked for, or does not say how long it is. */
export const limitJson = createMiddleware<Env>(async (c, next) => {
  if (/^application\/([\w.-]+\+)?json/i.test(c.req.header('content-type') ?? '') && !TAKES_BYTES.test(c.req.path)) {
    if (Number(c.req.header('content-length') ?? 0) > MAX_JSON_BYTES)
      throw new AppError('invalid', `The body has more than ${MAX_JSON_BYTES} bytes.`)
    if (c.req.header('transfer-encoding') !== undefined)
      throw new AppError('invalid', 'Send JSON with a Content-Length, not in chunks.')
  }
  await next()
})
