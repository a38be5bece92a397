import 'server-only'
import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createApi } from './app'
import { keepTarget } from './request-target'

/** The REST API as Node's HTTP server calls it. */
export function createApiListener(): RequestListener {
  const listener = getRequestListener(createApi().fetch, { overrideGlobalObjects: false })
  return (request, response) => {
    keepTarget(request)
    return listener(request, response)
  }
}
