import 'server-only'
import type { z } from '@hono/zod-openapi'

/** What a route that answers 200 with JSON says of it in OpenAPI. */
export function jsonResponse<S extends z.ZodType>(schema: S, description: string) {
  return { 200: { description, content: { 'application/json': { schema } } } }
}
