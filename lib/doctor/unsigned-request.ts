import http, { type IncomingHttpHeaders } from 'node:http'
import https from 'node:https'
import { type GuardOptions, guardedAgents } from '@/lib/storage/guarded-agent'

type UnsignedRequest = GuardOptions & {
  method: string
  /** Absolute; its path is sent as it is. */
  url: string
  headers?: Record<string, string>
  body?: Buffer
  /** Milliseconds for the whole of it. */
  timeoutMs?: number
}

export type UnsignedAnswer = { status: number; headers: IncomingHttpHeaders; body: Buffer }

const TIMEOUT_MS = 10_000
/** More of an answer than any probe holds is not read. */
const MAX_BYTES = 64 * 1024

/** One request without a signature of ours, through the guarded agents and without following redirects. Throws the socket's own error. */
export async function requestUnsigned({
  method,
  url,
  headers,
  body,
  timeoutMs,
  ...guard
}: UnsignedRequest): Promise<UnsignedAnswer> {
  const agents = guardedAgents(guard)
  const secure = url.startsWith('https:')
  const { host, hostname, port, path } = splitUrl(url)
  const target = { hostname, port, path, method, headers: { host, 'content-length': body?.length ?? 0, ...headers } }
  const signal = AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS)
  try {
    return await new Promise<UnsignedAnswer>((resolve, reject) => {
      const request = secure
        ? https.request({ ...target, agent: agents.httpsAgent, signal })
        : http.request({ ...target, agent: agents.httpAgent, signal })
      request.on('response', (response) => readAnswer(response).then(resolve, reject))
      request.on('error', (error) => reject(signal.aborted ? timedOut(error) : error))
      request.end(body)
    })
  } finally {
    agents.destroy()
  }
}

// `new URL` would fold dots in a path that was signed as it is.
function splitUrl(url: string): { host: string; hostname: string; port: string; path: string } {
  const [, host = '', path = '/'] = /^https?:\/\/([^/]+)(.*)$/.exec(url) ?? []
  const { hostname, port } = new URL(url)
  return { host, hostname: hostname.replace(/^\[|\]$/g, ''), port, path: path || '/' }
}

async function readAnswer(response: http.IncomingMessage): Promise<UnsignedAnswer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response) {
    chunks.push(chunk)
    length += chunk.length
    if (length > MAX_BYTES) break
  }
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }
}

function timedOut(cause: Error): Error {
  return Object.assign(new Error('The request took too long', { cause }), { code: 'ETIMEDOUT' })
}
