import { createHash, createHmac } from 'node:crypto'
import type { S3Bucket } from './s3-bucket'
import { endpointUrl, requestHost, signingRegion } from './s3-settings'

/** One request that whoever has its address may make, without keys. */
export interface PresignRequest {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  key: string
  /** 1 to 604,800, seven days. */
  expiresSeconds: number
  /** Further parameters, such as `partNumber` or `response-content-disposition`. */
  query?: Record<string, string>
  /** Headers that the request must carry just so. */
  headers?: Record<string, string>
  now?: Date
}

/**
 * The address of a request that is signed in advance (Signature Version 4 in the query). No checksum is part of it: the bytes are
 * not known yet.
 */
export async function presignS3(bucket: S3Bucket, request: PresignRequest): Promise<string> {
  const { accessKeyId, secretAccessKey, sessionToken } = await bucket.client.config.credentials()
  const { origin, host, path } = placeOf(bucket, request.key)
  const timestamp = (request.now ?? new Date()).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const scope = `${timestamp.slice(0, 8)}/${signingRegion(bucket.settings)}/s3/aws4_request`
  const headers: Record<string, string> = { host, ...lowerCased(request.headers) }
  const names = Object.keys(headers).sort().join(';')
  const query = canonicalQuery({
    ...request.query,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${accessKeyId}/${scope}`,
    'X-Amz-Date': timestamp,
    'X-Amz-Expires': `${request.expiresSeconds}`,
    'X-Amz-SignedHeaders': names,
    ...(sessionToken && { 'X-Amz-Security-Token': sessionToken }),
  })
  const lines = names.split(';').map((name) => `${name}:${headers[name]?.trim()}\n`)
  const canonical = [request.method, path, query, lines.join(''), names, 'UNSIGNED-PAYLOAD'].join('\n')
  const digest = createHash('sha256').update(canonical).digest('hex')
  const key = scope.split('/').reduce(hmac, Buffer.from(`AWS4${secretAccessKey}`))
  const signature = hmac(key, ['AWS4-HMAC-SHA256', timestamp, scope, digest].join('\n')).toString('hex')
  return `${origin}${path}?${query}&X-Amz-Signature=${signature}`
}

/** Scheme, host and port of every address that is signed for a bucket. */
export function s3Origin(bucket: Pick<S3Bucket, 'settings'>): string {
  return placeOf(bucket, '').origin
}

function placeOf(
  { settings }: Pick<S3Bucket, 'settings'>,
  key: string,
): { origin: string; host: string; path: string } {
  const { host: name, port, secure } = requestHost(settings)
  const bare = name.includes(':') ? `[${name}]` : name
  const host = port === (secure ? 443 : 80) ? bare : `${bare}:${port}`
  const base = (endpointUrl(settings)?.pathname ?? '').replace(/\/$/, '')
  const bucket = name.startsWith(`${settings.bucket}.`) ? '' : `/${encode(settings.bucket)}`
  const path = `${base}${bucket}/${key.split('/').map(encode).join('/')}`
  return { origin: `${secure ? 'https' : 'http'}://${host}`, host, path }
}

function canonicalQuery(parameters: Record<string, string>): string {
  const pairs = Object.entries(parameters).map(([name, value]) => [encode(name), encode(value)] as const)
  return pairs
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function lowerCased(headers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest()
}
