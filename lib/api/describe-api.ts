import 'server-only'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { version } from '@/lib/version'
import type { Env } from './create-router'

/** The routes as OpenAPI 3.1. Of a parameter that takes slashes, the pattern is the router's own matter. */
export function describeApi(routes: OpenAPIHono<Env>) {
  const document = routes.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'Granary', version } })
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => [path.replaceAll(/\}\{[^}]*\}/g, '}'), item])
  return { ...document, paths: Object.fromEntries(paths) }
}
