import http from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { listen } from './listen'

/** What befalls a request: an answer that is not the server's, or a connection that breaks, lies or drips. */
export type Fault = null | {
  /** An error in S3's own form. */
  refuse?: { status: number; code: string; message?: string; headers?: http.OutgoingHttpHeaders }
  /** Any other answer instead of the server's. */
  answer?: { status: number; headers?: http.OutgoingHttpHeaders; body?: string | Iterable<string> }
  breakSentAfter?: number
  breakAnswerAfter?: number
  /** The server has done what it was asked for, and nobody learns of it. */
  loseAnswer?: true
  /** The answer ends well after so many bytes, or has so many more than it says; its length is not told in a header. */
  endAnswerAfter?: number
  addToAnswer?: number
  slowMs?: number
  /** The answer comes in small pieces with pauses of so long between them. */
  dripMs?: number
}

export type FaultyRequest = { method: string; path: string; query: URLSearchParams; attempt: number }

/** `attempt` counts the requests of that method to that path. */
type Rule = (request: FaultyRequest) => Fault

const DRIP_BYTES = 16 * 1024

/** Stands in front of a real server and lets the network be as bad as `rule` says; everything else passes unchanged. */
export async function faultyProxy(upstream: string, rule: Rule) {
  const { hostname, port } = new URL(upstream)
  const attempts = new Map<string, number>()
  let answering = 0
  const listening = await listen(
    http.createServer((request, response) => {
      answering += 1
      response.once('close', () => {
        answering -= 1
      })
      const { headers, method = 'GET', url = '/' } = request
      const [path = '', query = ''] = url.split('?')
      const name = decodeURIComponent(path)
      const attempt = (attempts.get(method + name) ?? 0) + 1
      attempts.set(method + name, attempt)
      const fault = rule({ method, path: name, query: new URLSearchParams(query), attempt }) ?? {}
      if (answerInstead(fault, request, response)) return
      // The Host header stays that of the proxy, so that the signature still holds upstream.
      const forward = http.request({ hostname, port, method, path: url, headers, agent: false }, (answer) =>
        passBack(answer, response, fault),
      )
      forward.on('error', () => response.destroy())
      // Whoever goes away goes away from the server, too.
      response.once('close', () => void (response.writableFinished || forward.destroy()))
      const begin = () =>
        passOn(request, forward, fault.breakSentAfter, () => {
          forward.destroy()
          request.destroy()
        })
      if (fault.slowMs) setTimeout(begin, fault.slowMs)
      else begin()
    }),
  )
  /** How many requests have an answer that is not at its end. */
  return { ...listening, answering: () => answering }
}

type Faults = NonNullable<Fault>

function answerInstead(fault: Faults, request: http.IncomingMessage, response: http.ServerResponse): boolean {
  const { refuse } = fault
  const answer = refuse
    ? { status: refuse.status, headers: { 'content-type': 'application/xml', ...refuse.headers }, body: asXml(refuse) }
    : fault.answer
  if (!answer) return false
  request.resume()
  response.writeHead(answer.status, answer.headers)
  const { body = '' } = answer
  if (typeof body === 'string') response.end(request.method === 'HEAD' ? undefined : body)
  else void writeAll(body, response)
  return true
}

function asXml({ code, message = 'for a test' }: NonNullable<Faults['refuse']>): string {
  return `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`
}

async function writeAll(pieces: Iterable<string>, response: http.ServerResponse): Promise<void> {
  await pipeline(Readable.from(pieces, { objectMode: false }), response).catch(() => undefined)
}

function passBack(answer: http.IncomingMessage, response: http.ServerResponse, fault: Faults): void {
  if (fault.loseAnswer) return void response.destroy()
  const { endAnswerAfter, addToAnswer = 0, dripMs } = fault
  const headers = { ...answer.headers }
  if (endAnswerAfter !== undefined || addToAnswer > 0) delete headers['content-length']
  response.writeHead(answer.statusCode ?? 502, headers)
  if (dripMs !== undefined) return void drip(answer, response, dripMs)
  const limit = endAnswerAfter ?? fault.breakAnswerAfter
  passOn(answer, response, limit, () => (endAnswerAfter === undefined ? response.destroy() : void response.end()))
  if (addToAnswer > 0) answer.prependListener('end', () => void response.write(Buffer.alloc(addToAnswer, 'x')))
}

async function drip(answer: http.IncomingMessage, response: http.ServerResponse, pauseMs: number): Promise<void> {
  for await (const chunk of answer as AsyncIterable<Buffer>)
    for (let at = 0; at < chunk.length; at += DRIP_BYTES) {
      response.write(chunk.subarray(at, at + DRIP_BYTES))
      await sleep(pauseMs)
    }
  response.end()
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
