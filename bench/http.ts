import { request } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { drain } from './bytes'

type Headers = Record<string, string>

/** Posts a stream of known size and answers the response's text. Throws unless 200. */
export async function post(url: string, { body, size, headers }: { body: Readable; size: number; headers: Headers }) {
  const outgoing = request(url, { method: 'POST', headers: { ...headers, 'content-length': size } })
  const response = new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve).once('error', reject)
  })
  // A refusal comes before the body is through: its text says more than the broken pipe.
  const [answer] = await Promise.all([response, pipeline(body, outgoing).catch(() => response)])
  const text = Buffer.concat(await answer.toArray()).toString()
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${text}`)
  return text
}

/** Gets a URL and drops its bytes; answers how many came. Throws unless 2xx. */
export async function get(url: string, headers: Headers): Promise<number> {
  const answer = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    request(url, { headers }, resolve).once('error', reject).end()
  })
  const total = await drain(answer)
  if ((answer.statusCode ?? 500) >= 300) throw new Error(`${url} answered ${answer.statusCode}`)
  return total
}
