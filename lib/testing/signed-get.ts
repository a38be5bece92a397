import { createHash, createHmac } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { EMPTY_HASH, signingKey } from '@/lib/s3-endpoint/sigv4'

/** A GET as somebody signs it who sends a path as they like: nothing between them and the server folds or encodes it. */
export function signedGet(endpoint: string, path: string, token: string): Promise<{ status: number; body: Buffer }> {
  const { host } = new URL(endpoint)
  const timestamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const day = timestamp.slice(0, 8)
  const names = 'host;x-amz-content-sha256;x-amz-date'
  const lines = `host:${host}\nx-amz-content-sha256:${EMPTY_HASH}\nx-amz-date:${timestamp}\n`
  const digest = createHash('sha256').update(`GET\n${path}\n\n${lines}\n${names}\n${EMPTY_HASH}`).digest('hex')
  const scope = `${day}/us-east-1/s3/aws4_request`
  const dot = token.lastIndexOf('.')
  const signature = createHmac('sha256', signingKey(token.slice(dot + 1), { day, region: 'us-east-1' }))
    .update(`AWS4-HMAC-SHA256\n${timestamp}\n${scope}\n${digest}`)
    .digest('hex')
  const authorization = `AWS4-HMAC-SHA256 Credential=${token.slice(0, dot)}/${scope}, SignedHeaders=${names}, Signature=${signature}`
  const headers = { authorization, 'x-amz-content-sha256': EMPTY_HASH, 'x-amz-date': timestamp }
  return new Promise((resolve, reject) => {
    httpRequest(endpoint, { path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }))
    })
      .on('error', reject)
      .end()
  })
}
