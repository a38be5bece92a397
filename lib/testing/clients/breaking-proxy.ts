import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { listen } from '@/lib/testing/listen'

/** How often the parts of an upload fail before they pass. */
interface Breaks {
  each: number
}

/**
 * A network between a client and the server that breaks the first requests of each part of an upload: by turns it cuts the
 * connection in the middle of the body and answers that the server is busy.
 */
export async function startBreakingProxy(target: string, breaks: Breaks) {
  const seen = new Map<string, number>()
  let broken = 0
  const proxy = createServer((request, response) => {
    const tries = seen.get(request.url ?? '') ?? 0
    const isPart = request.url?.includes('/multipart_upload/part?') ?? false
    if (!isPart || tries >= breaks.each) return forward(target, request, response)
    seen.set(request.url ?? '', tries + 1)
    broken += 1
    if (broken % 2 === 0) return cut(request)
    request
      .resume()
      .once('end', () => response.writeHead(503, { 'content-type': 'text/plain' }).end('Unavailable: busy'))
  })
  const server = await listen(proxy)
  return { baseUrl: server.endpoint, broken: () => broken, close: server.close }
}

function cut(request: IncomingMessage): void {
  request.once('data', () => request.socket.destroy())
}

function forward(target: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers } = request
  const onward = httpRequest(`${target}${request.url}`, { method, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  request.pipe(onward)
}
