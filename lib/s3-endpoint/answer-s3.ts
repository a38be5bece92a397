import 'server-only'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { sendContinue } from '@/lib/http/expect-continue'
import { requestBody } from '@/lib/http/request-body'
import { sendBody } from '@/lib/http/send-body'
import { RangeNotSatisfiable } from '@/lib/storage/errors'
import { authenticateSigned, type Signed } from './authenticate'
import { requireProgress } from './body-progress'
import { findOperation } from './find-operation'
import { requireNoBody } from './payload'
import { receivedRequest } from './received-request'
import type { S3Answer, S3Call, S3Caller } from './s3-call'
import type { S3Target } from './s3-target'
import { toS3Failure } from './to-s3-failure'
import { xmlDocument } from './xml'

/** Where a request came in. */
export type Door = {
  /** Path and query as they stood in the request line. */
  target: string
  readTarget(target: string): S3Target
  /** Who has signed. Throws for a token that may not be used any more. */
  identify(signed: Signed): Promise<S3Caller>
}

/** Object bytes are hostile: a browser neither sniffs them nor runs what is in them (OWASP Secure Headers). */
const SAFE_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
}

/** Answers one request of the S3 protocol, to the end. Never rejects: failures are answers, too. */
export async function answerS3(incoming: IncomingMessage, outgoing: ServerResponse, door: Door): Promise<void> {
  const requestId = randomBytes(8).toString('hex').toUpperCase()
  const gone = new AbortController()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort(new Error('The client closed the connection'))
  })
  try {
    const answer = await run(incoming, outgoing, { door, signal: gone.signal })
    await send(outgoing, answer, { 'x-amz-request-id': requestId })
  } catch (error) {
    // Nobody is there any more to be told.
    if (gone.signal.aborted) return void outgoing.destroy()
    await send(outgoing, failureAnswer(error, { incoming, door, requestId }), { 'x-amz-request-id': requestId })
  }
}

type Running = { door: Door; signal: AbortSignal }

async function run(incoming: IncomingMessage, outgoing: ServerResponse, { door, signal }: Running): Promise<S3Answer> {
  const request = receivedRequest(incoming, door.target)
  const signed = authenticateSigned(request)
  const target = door.readTarget(door.target)
  const openBody = () => {
    sendContinue(incoming, outgoing)
    return requestBody(incoming, requireProgress)
  }
  const call: S3Call = { caller: await door.identify(signed), request, target, openBody, signal }
  const operation = findOperation(call)
  if (!operation.hasBody) requireNoBody(request, signed.signature)
  if (operation.level === 'service') return operation.run(call)
  return operation.run({ ...call, ...(await call.caller.open(target.bucket)) })
}

async function send(outgoing: ServerResponse, answer: S3Answer, more: OutgoingHttpHeaders): Promise<void> {
  const { status, headers = {}, xml, body } = answer
  if (outgoing.headersSent || outgoing.destroyed) {
    body?.destroy()
    return void outgoing.destroy()
  }
  if (body) {
    try {
      outgoing.writeHead(status, { ...SAFE_HEADERS, ...headers, ...more })
    } catch (error) {
      // Nobody else ends what the store is sending.
      body.destroy()
      throw error
    }
    return sendBody(body, outgoing, Number(headers['content-length']))
  }
  const bytes = Buffer.from(xml ?? '')
  const described = xml === undefined ? {} : { 'content-type': 'application/xml', 'cache-control': 'no-store' }
  const length = headers['content-length'] === undefined && status !== 204 && status !== 304
  outgoing.writeHead(status, {
    ...SAFE_HEADERS,
    ...described,
    ...headers,
    ...(length && { 'content-length': bytes.length }),
    ...more,
  })
  outgoing.end(bytes)
}

type Failing = { incoming: IncomingMessage; door: Door; requestId: string }

/** A failure as S3 tells it. A bug is logged and stays opaque. */
function failureAnswer(error: unknown, { incoming, door, requestId }: Failing): S3Answer {
  const { code, message, status } = toS3Failure(error)
  const resource = door.target.split('?', 1)[0] ?? ''
  if (code === 'InternalError') console.error(`[s3] ${incoming.method} ${resource} failed`, error)
  const headers = {
    ...(error instanceof RangeNotSatisfiable && { 'content-range': `bytes */${error.size ?? '*'}` }),
    // What is still to come of the body would be taken for the next request.
    ...(code === 'RequestTimeout' && { connection: 'close' }),
  }
  if (incoming.method === 'HEAD' || status === 304) return { status, headers }
  const xml = xmlDocument('Error', { Code: code, Message: message, Resource: resource, RequestId: requestId })
  return { status, headers, xml }
}
