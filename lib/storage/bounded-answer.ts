import type { Agent, ClientRequest, IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { AppError } from '@/lib/errors'

/** The longest answer that is read whole: a page of a thousand keys of the longest kind, percent-encoded, with room to spare. */
export const MAX_ANSWER_BYTES = 16 * 1024 ** 2
/** What says why something was refused. */
export const MAX_REFUSAL_BYTES = 256 * 1024

type Head = { statusCode: number; headers: Record<string, string | undefined> }

/** An answer that is read whole into memory, failing where it is longer than any that means well. */
export function boundedAnswer(body: Readable, { statusCode, headers }: Head): Readable {
  const limit = statusCode < 300 ? MAX_ANSWER_BYTES : MAX_REFUSAL_BYTES
  // HTTP sees to it that no more comes than the head says.
  if (Number(headers['content-length'] ?? Number.POSITIVE_INFINITY) <= limit) return body
  // Whoever reads it later still learns of an error that comes before.
  body.on('error', () => undefined)
  return Readable.from(boundedChunks(body, limit), { objectMode: false }).once('close', () => body.destroy())
}

async function* boundedChunks(body: Readable, limit: number): AsyncGenerator<Buffer> {
  let seen = 0
  for await (const chunk of body) {
    seen += chunk.length
    if (seen > limit) throw tooLong()
    yield chunk
  }
}

const TOO_LONG = 'The storage server sent an answer without end. Check the endpoint of the resource.'

function tooLong(): AppError {
  return new AppError('unavailable', TOO_LONG)
}

/** Whether an answer was cut off here. Clients keep of such an error its text alone. */
export function isTooLong(error: unknown): boolean {
  return error instanceof Error && error.message.includes(TOO_LONG)
}

type Bounds = { isObject: (request: ClientRequest) => boolean; longestAnswerBytes?: number }

/**
 * The same for a client that reads answers by itself: whatever comes through the agent is bounded but objects, which `isObject` tells.
 */
export function boundAnswers(agent: Agent, { isObject, longestAnswerBytes = MAX_ANSWER_BYTES }: Bounds): void {
  const inner = withRequests(agent)
  const add = inner.addRequest.bind(agent)
  inner.addRequest = (request, ...rest) => {
    request.once('response', (answer: IncomingMessage) => {
      const { statusCode = 0 } = answer
      if (statusCode >= 300 || !isObject(request))
        boundPushes(answer, statusCode < 300 ? longestAnswerBytes : MAX_REFUSAL_BYTES)
    })
    add(request, ...rest)
  }
}

/** Every agent of Node takes its requests so; its types do not tell. */
function withRequests(agent: Agent) {
  return agent as Agent & { addRequest(request: ClientRequest, ...rest: unknown[]): void }
}

/** Counts where the parser of HTTP hands over what came: listening for it would begin to read. */
function boundPushes(answer: IncomingMessage, limit: number): void {
  const push = answer.push.bind(answer)
  let seen = 0
  answer.push = (chunk, encoding) => {
    seen += chunk?.length ?? 0
    if (seen <= limit) return push(chunk, encoding)
    answer.destroy(tooLong())
    return false
  }
}
