import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { expect, it } from 'vitest'

it('answers JSON and leaves the globals as they were', async () => {
  const before = [globalThis.Request, globalThis.Response]
  const { quickJson } = await import('./quick-json')
  expect([globalThis.Request, globalThis.Response]).toEqual(before)
  const response = quickJson({ name: 'Zoë' })
  expect(response).toBeInstanceOf(Response)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(await response.json()).toEqual({ name: 'Zoë' })
})

it('says its length in bytes when it is served', async () => {
  const { quickJson } = await import('./quick-json')
  const listener = getRequestListener(() => quickJson({ name: 'Zoë' }), { overrideGlobalObjects: false })
  const server = createServer(listener).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : null
  const response = await fetch(`http://127.0.0.1:${port}/`)
  expect(response.headers.get('content-length')).toBe('15')
  expect(await response.json()).toEqual({ name: 'Zoë' })
  server.close()
})
