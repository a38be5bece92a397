import 'server-only'
import { z } from '@hono/zod-openapi'

/** How a route that answers plain text describes itself. */
export function textResponse<S extends 200 | 201 = 200>(description: string, status?: S) {
  const response = { description, content: { 'text/plain': { schema: z.string() } } }
  return { [status ?? 200]: response } as Record<S, typeof response>
}
