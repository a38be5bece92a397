import { createHash, createHmac } from 'node:crypto'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { EMPTY_HASH, signingKey } from '@/lib/s3-endpoint/sigv4'

const REGION = 'us-east-1'
// Not part of what is signed: they say how the connection is used.
const UNSIGNED = ['expect', 'transfer-encoding', 'connection']

export type RawRequest = {
  method?: string
  /** Path and query as they go over the wire; a query must be in SigV4's own order and encoding. */
  path: string
  headers?: Record<string, string>
  /** Of the content, or the name of a streaming form; that of no body unless given. */
  payloadHash?: string
  body?: Buffer | string | ((signature: Signed) => Buffer | string)
}
export type Signed = { key: Buffer; timestamp: string; scope: string; signature: string }
export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: Buffer; continued: boolean }

/** A request as somebody signs it who sends it as they like: nothing between them and the server folds, encodes or repairs it. */
export function signedRequest(endpoint: string, token: string, asked: RawRequest): Promise<RawAnswer> {
  const { method = 'GET', path, payloadHash = EMPTY_HASH, body } = asked
  const timestamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const sent: Record<string, string> = {
    host: new URL(endpoint).host,
    'x-amz-content-sha256': payloadHash,
    'x-amz-date': timestamp,
    ...asked.headers,
  }
  const names = Object.keys(sent)
    .filter((name) => !UNSIGNED.includes(name))
    .sort()
  const lines = names.map((name) => `${name}:${sent[name]}\n`).join('')
  const [target = '', query = ''] = path.split(/\?(.*)/s)
  const canonical = `${method}\n${target}\n${query}\n${lines}\n${names.join(';')}\n${payloadHash}`
  const { authorization, ...signed } = sign(token, { canonical, timestamp, names: names.join(';') })
  const bytes = typeof body === 'function' ? body(signed) : body
  return send(endpoint, { method, path, headers: { ...sent, authorization }, body: bytes })
}

/** An address that was signed in advance, with `query` in SigV4's own order behind what belongs to the signature. */
export function presignedUrl(
  endpoint: string,
  token: string,
  path: string,
  {
    method = 'GET',
    query = '',
    headers = {},
  }: { method?: string; query?: string; headers?: Record<string, string> } = {},
): string {
  const timestamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')
  // Whoever uses it must send the headers along. `host` comes before those of Amazon.
  const signed = { host: new URL(endpoint).host, ...headers }
  const names = Object.keys(signed).join(';')
  const credential = `${token.slice(0, token.lastIndexOf('.'))}/${timestamp.slice(0, 8)}/${REGION}/s3/aws4_request`
  const parameters =
    `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(credential)}&X-Amz-Date=${timestamp}` +
    `&X-Amz-Expires=600&X-Amz-SignedHeaders=${encodeURIComponent(names)}${query && `&${query}`}`
  const lines = Object.entries(signed).map(([name, value]) => `${name}:${value}\n`)
  const canonical = `${method}\n${path}\n${parameters}\n${lines.join('')}\n${names}\nUNSIGNED-PAYLOAD`
  const { signature } = sign(token, { canonical, timestamp, names })
  return `${endpoint}${path}?${parameters}&X-Amz-Signature=${signature}`
}

function sign(token: string, { canonical, timestamp, names }: { canonical: string; timestamp: string; names: string }) {
  const dot = token.lastIndexOf('.')
  const day = timestamp.slice(0, 8)
  const scope = `${day}/${REGION}/s3/aws4_request`
  const key = signingKey(token.slice(dot + 1), { day, region: REGION })
  const digest = createHash('sha256').update(canonical).digest('hex')
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${timestamp}\n${scope}\n${digest}`)
  const authorization = `AWS4-HMAC-SHA256 Credential=${token.slice(0, dot)}/${scope}, SignedHeaders=${names}, Signature=${signature}`
  return { authorization, key, timestamp, scope, signature }
}

export function hmac(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}

type Sending = { method: string; path: string; headers: Record<string, string>; body?: Buffer | string }

function send(endpoint: string, { method, path, headers, body }: Sending): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let continued = false
    const request = httpRequest(endpoint, { method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
          continued,
        }),
      )
    }).on('error', reject)
    if (headers.expect === undefined) return void request.end(body)
    request.on('continue', () => {
      continued = true
      request.end(body)
    })
    request.flushHeaders()
  })
}
