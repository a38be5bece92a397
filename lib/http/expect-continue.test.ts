import { once } from 'node:events'
import { Agent, createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { listen } from '@/lib/testing/listen'
import { deferContinue, sendContinue } from './expect-continue'

it.each([
  ['is answered before it was told to send its body ends', false, 'close'],
  ['was told to send its body goes on', true, 'keep-alive'],
])('the connection of a client that %s', async (_what, isTold, connection) => {
  const handle = (incoming: IncomingMessage, outgoing: Parameters<typeof sendContinue>[1]) => {
    if (isTold) sendContinue(incoming, outgoing)
    outgoing.writeHead(503, { 'content-type': 'text/plain' })
    incoming.resume()
    outgoing.end('no')
  }
  const server = await listen(deferContinue(createServer(handle), handle, () => true))
  const agent = new Agent({ keepAlive: true })
  const headers = { expect: '100-continue', 'content-length': 4 }
  const request = httpRequest(server.endpoint, { method: 'PUT', headers, agent })
  let told = false
  request.once('continue', () => {
    told = true
    request.end('body')
  })
  request.flushHeaders()
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  expect(response.headers.connection).toBe(connection)
  expect(told).toBe(isTold)
  agent.destroy()
  await server.close()
})
