import http from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { testServiceAccount } from '@/lib/testing/gcs-servers'
import { listen } from '@/lib/testing/listen'
import { LOOPBACK } from '@/lib/testing/s3-servers'
import { openAzure } from './azure'
import { openGcs } from './gcs'
import type { ObjectStore } from './object-store'
import { openS3 } from './s3'

type Answer = { status: number; body: string | Iterable<string>; headers?: http.OutgoingHttpHeaders }

let answer: Answer
let server: Awaited<ReturnType<typeof listen>>
const options = { ...LOOPBACK, maxAttempts: 1 }
const stores: Record<string, () => ObjectStore> = {
  S3: () =>
    openS3(
      {
        bucket: 'bucket',
        region: 'us-east-1',
        endPoint: server.endpoint,
        useSSL: false,
        pathStyle: true,
        accessKey: 'AK',
        secretKey: 'SK',
      },
      options,
    ),
  'Google Cloud Storage': () =>
    openGcs({ bucket: 'bucket', endpoint: server.endpoint, serviceAccountKey: testServiceAccount() }, options),
  Azure: () =>
    openAzure(
      {
        accountName: 'account',
        containerName: 'bucket',
        useSSL: false,
        endpoint: server.endpoint,
        accessKey: Buffer.from('key').toString('base64'),
      },
      options,
    ),
}

beforeAll(async () => {
  const type = { 'content-type': 'application/xml' }
  const send = async ({ status, body, headers }: Answer, response: http.ServerResponse) => {
    response.writeHead(status, { ...type, ...headers })
    await pipeline(typeof body === 'string' ? Readable.from([body]) : Readable.from(body), response).catch(
      () => undefined,
    )
  }
  server = await listen(
    http.createServer((request, response) => void send(answer, response).then(() => request.resume())),
  )
})
afterAll(() => server.close())

const long = 'W'.repeat(50_000)
const asXml = (code: string, message: string) =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`
const asJson = (code: string, message: string) => JSON.stringify({ error: { message, errors: [{ reason: code }] } })

async function failureOf(ask: () => Promise<unknown>): Promise<Error> {
  const error = await ask().then(
    () => new Error('It did not fail'),
    (thrown: unknown) => thrown,
  )
  return error instanceof Error ? error : new Error(String(error))
}

describe.each(Object.keys(stores))('a hostile server that is taken for %s', (kind) => {
  let store: ObjectStore
  beforeEach(() => {
    store = stores[kind]?.() as ObjectStore
    return () => store.close?.()
  })
  const asks: [string, () => Promise<unknown>][] = [
    ['a list', () => store.list()],
    ['an object', () => store.read('key')],
    ['a write', () => store.write('key', Buffer.from('x'))],
  ]
  const told = kind.startsWith('Google') ? asJson : asXml

  it.each(asks)('is quoted briefly when it refuses %s', async (_what, ask) => {
    const codes = [`C${long}`, 'constructor', '__proto__', 'toString', 'a\u001b[31m\u202eb']
    for (const code of codes)
      for (const status of [400, 403, 409, 500]) {
        answer = {
          status,
          body: told(code, `${long}\u001b[31m`),
          headers: { 'x-ms-error-code': code.slice(0, 3000).replaceAll(/[^\w]/g, '') },
        }
        const error = await failureOf(ask)
        expect(error, `${status} ${code.slice(0, 20)}`).toBeInstanceOf(AppError)
        expect(error.message.length).toBeLessThan(500)
        expect(error.message).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
        expect(inspect(error, { depth: 5 }).length).toBeLessThan(60_000)
      }
  })

  it.each(asks)('that answers nonsense to %s is no bug of ours', async (_what, ask) => {
    for (const body of ['null', '[]', '{"error":{"message":7,"errors":"x"}}', '<', '<a/>', '"x"', ''])
      for (const status of [200, 400, 404, 500]) {
        answer = { status, body }
        const error = await failureOf(ask)
        if (error.message !== 'It did not fail')
          expect(error, `${status} ${body}: ${error.stack}`).toBeInstanceOf(AppError)
      }
  })

  it.each(asks.slice(0, 2))('cannot fill the memory with the answer to %s', async (what, ask) => {
    for (const status of what === 'a list' ? [200, 400, 503] : [400, 503]) {
      let sent = 0
      function* endless() {
        for (;;) {
          sent += long.length
          yield long
        }
      }
      answer = { status, body: endless() }
      const error = await failureOf(ask)
      expect(error, `${status}`).toBeInstanceOf(AppError)
      expect(error.message.length).toBeLessThan(500)
      expect(sent).toBeLessThan(64 * 1024 ** 2)
    }
  })
})
