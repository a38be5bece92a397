import 'server-only'
import type { z } from '@hono/zod-openapi'

/** How a route that takes a JSON body describes it. */
export function jsonRequest<S extends z.ZodType>(schema: S) {
  return { body: { content: { 'application/json': { schema } }, required: true } }
}
