import { createHash, createSign } from 'node:crypto'
import type { GcsBucket } from './gcs-client'

/** One request that whoever has its address may make, without a token. */
export interface GcsPresignRequest {
  method: 'GET' | 'PUT'
  key: string
  /** 1 to 604,800, seven days. */
  expiresSeconds: number
  /** Further parameters, such as `response-content-disposition`. */
  query?: Record<string, string>
  /** Headers that the request must carry just so; lower-case names. */
  headers?: Record<string, string>
  now?: Date
}

type Signing = Pick<GcsBucket, 'settings' | 'endpoint'>

/**
 * The address of a request that is signed in advance with the key of the service account (V4 signing process of Google's XML API:
 * cloud.google.com/storage/docs/authentication/canonical-requests). Throws where the settings have no key.
 */
export function presignGcs({ settings, endpoint }: Signing, request: GcsPresignRequest): string {
  const account = settings.serviceAccountKey
  if (!account) throw new Error('There is no key to sign with')
  const path = `${endpoint.pathname.replace(/\/$/, '')}/${encode(settings.bucket.trim())}/${request.key.split('/').map(encode).join('/')}`
  const timestamp = (request.now ?? new Date()).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const scope = `${timestamp.slice(0, 8)}/auto/storage/goog4_request`
  const headers: Record<string, string> = { host: endpoint.host, ...request.headers }
  const names = Object.keys(headers).sort()
  const query = canonicalQuery({
    ...request.query,
    'X-Goog-Algorithm': 'GOOG4-RSA-SHA256',
    'X-Goog-Credential': `${account.client_email}/${scope}`,
    'X-Goog-Date': timestamp,
    'X-Goog-Expires': `${request.expiresSeconds}`,
    'X-Goog-SignedHeaders': names.join(';'),
  })
  const lines = names.map((name) => `${name}:${headers[name]?.trim()}\n`).join('')
  const canonical = [request.method, path, query, lines, names.join(';'), 'UNSIGNED-PAYLOAD'].join('\n')
  const digest = createHash('sha256').update(canonical).digest('hex')
  const toSign = ['GOOG4-RSA-SHA256', timestamp, scope, digest].join('\n')
  const signature = createSign('RSA-SHA256').update(toSign).sign(account.private_key, 'hex')
  return `${endpoint.origin}${path}?${query}&X-Goog-Signature=${signature}`
}

function canonicalQuery(parameters: Record<string, string>): string {
  const pairs = Object.entries(parameters).map(([name, value]) => [encode(name), encode(value)] as const)
  return pairs
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
