import http from 'node:http'
import { listen } from './listen'

/** What befalls a request: a refusal, or a connection that breaks after some bytes of the body that is sent or answered. */
export type Fault = null | {
  refuse?: { status: number; code: string }
  breakSentAfter?: number
  breakAnswerAfter?: number
  slowMs?: number
}

/** `attempt` counts the requests of that method to that path. */
type Rule = (request: { method: string; path: string; attempt: number }) => Fault

/** Stands in front of a real server and lets the network be as bad as `rule` says; everything else passes unchanged. */
export async function faultyProxy(upstream: string, rule: Rule) {
  const { hostname, port } = new URL(upstream)
  const attempts = new Map<string, number>()
  return listen(
    http.createServer((request, response) => {
      const { headers, method = 'GET', url = '/' } = request
      const path = decodeURIComponent(url.split('?')[0] ?? '')
      const attempt = (attempts.get(method + path) ?? 0) + 1
      attempts.set(method + path, attempt)
      const fault = rule({ method, path, attempt }) ?? {}
      if (fault.refuse) {
        request.resume()
        const body = `<Error><Code>${fault.refuse.code}</Code><Message>for a test</Message></Error>`
        return void response.writeHead(fault.refuse.status, { 'content-type': 'application/xml' }).end(body)
      }
      // The Host header stays that of the proxy, so that the signature still holds upstream.
      const forward = http.request({ hostname, port, method, path: url, headers, agent: false }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
        passOn(answer, response, fault.breakAnswerAfter, () => response.destroy())
      })
      forward.on('error', () => response.destroy())
      const begin = () =>
        passOn(request, forward, fault.breakSentAfter, () => {
          forward.destroy()
          request.destroy()
        })
      if (fault.slowMs) setTimeout(begin, fault.slowMs)
      else begin()
    }),
  )
}

/** Passes a body on as far as `limit`; one that is longer breaks there. */
function passOn(
  from: NodeJS.ReadableStream,
  to: NodeJS.WritableStream,
  limit = Number.POSITIVE_INFINITY,
  breakOff: () => void,
): void {
  let passed = 0
  from.on('error', () => {})
  from.on('data', (chunk: Buffer) => {
    const rest = limit - passed
    passed += chunk.length
    if (chunk.length <= rest) return void to.write(chunk)
    from.pause()
    to.write(chunk.subarray(0, Math.max(rest, 0)))
    setTimeout(breakOff, 20)
  })
  from.on('end', () => to.end())
}
