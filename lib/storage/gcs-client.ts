import { Readable } from 'node:stream'
import { GoogleAuth, gaxios, JWT } from 'google-auth-library'
import { AppError } from '@/lib/errors'
import { boundedAnswer, MAX_ANSWER_BYTES } from './bounded-answer'
import { type GcsSettings, resolveGcs, type ServiceAccountKey } from './gcs-settings'
import { type GuardOptions, guardedAgents } from './guarded-agent'

export interface GcsOptions extends Omit<GuardOptions, 'ca'> {
  /** Without a key, use this machine's own Google identity. By default settings without a key are refused. */
  ambient?: boolean
  /** Attempts per request, the first included. */
  maxAttempts?: number
}

export type GcsRequest = gaxios.GaxiosOptions & {
  /** Below the endpoint, each segment encoded. */
  path: string
  /** It may be sent again although it may have been carried out. */
  repeatable?: boolean
  /** Bytes are passed on as they are stored. */
  compress?: boolean
}

/** A bucket and the way to it: what every operation needs. */
export interface GcsBucket {
  settings: GcsSettings
  endpoint: URL
  request<T>(options: GcsRequest): Promise<gaxios.GaxiosResponse<T>>
  close(): void
}

const SCOPE = 'https://www.googleapis.com/auth/devstorage.read_write'
const IDLE_TIMEOUT_MS = 60_000
const METHODS = ['GET', 'PUT', 'DELETE']

/**
 * A bucket whose connections all go through the guarded agents. Google's own storage client takes no agent and follows
 * redirects, so this is made of the parts below it: google-auth-library and its transport.
 */
export function createGcsBucket(settings: GcsSettings, options: GcsOptions = {}): GcsBucket {
  const endpoint = resolveGcs(settings, options)
  const agents = guardedAgents({ idleTimeoutMs: IDLE_TIMEOUT_MS, ...options, ca: settings.caCertificate })
  const agent = endpoint.protocol === 'https:' ? agents.httpsAgent : agents.httpAgent
  const transport = new gaxios.Gaxios({ agent, redirect: 'manual', adapter: bounded })
  const headersOf = credentials(settings.serviceAccountKey)
  const retries = (options.maxAttempts ?? 3) - 1
  return {
    settings,
    endpoint,
    close: agents.destroy,
    async request<T>({ path, repeatable = false, ...request }: GcsRequest) {
      const headers = gaxios.Gaxios.mergeHeaders(request.headers, await headersOf())
      const httpMethodsToRetry = repeatable ? [...METHODS, 'POST'] : METHODS
      const retryConfig = { retry: retries, noResponseRetries: retries, retryDelay: 200, httpMethodsToRetry }
      const url = `${endpoint.href.replace(/\/$/, '')}${path}`
      const answer = await transport.request<T>({ responseType: 'json', retryConfig, ...request, url, headers })
      if ((request.responseType ?? 'json') === 'json') requireJson(answer.data, endpoint)
      return answer
    },
  }
}

/** Nothing at all is an answer, too: of a deletion, or of an upload that begins. */
function requireJson(data: unknown, { host }: URL): void {
  if (data === '' || (typeof data === 'object' && data !== null && !Array.isArray(data))) return
  throw new AppError(
    'invalid',
    `${host} answers, but not as Google Cloud Storage does. Correct the endpoint of the resource.`,
  )
}

/** Answers that are read whole, and refusals of what is streamed, with a bound. */
async function bounded<T>(asked: Prepared, send: (asked: Prepared) => gaxios.GaxiosPromise<T>) {
  if (asked.responseType !== 'stream')
    return send({ ...asked, maxContentLength: MAX_ANSWER_BYTES, size: MAX_ANSWER_BYTES })
  const answer = await send(asked)
  const { data, status } = answer
  if (status < 300 || !(data instanceof Readable)) return answer
  const headers = { 'content-length': answer.headers.get('content-length') ?? undefined }
  return Object.assign(answer, { data: boundedAnswer(data, { statusCode: status, headers }) })
}

type Prepared = Parameters<NonNullable<gaxios.GaxiosOptions['adapter']>>[0]

/** The path of the bucket, or of an object in it. */
export function objectPath({ settings }: GcsBucket, key?: string): string {
  const objects = `/storage/v1/b/${encodeURIComponent(settings.bucket.trim())}/o`
  return key === undefined ? objects : `${objects}/${encodeURIComponent(key)}`
}

/** The path that new objects are sent to. */
export function uploadPath(bucket: GcsBucket): string {
  return `/upload${objectPath(bucket)}`
}

// A token that the key signs itself: there is no token endpoint that a key could name.
function credentials(key: ServiceAccountKey | undefined): () => Promise<Headers> {
  if (key) {
    const signer = new JWT({
      email: key.client_email,
      key: key.private_key,
      keyId: key.private_key_id,
      scopes: [SCOPE],
    })
    signer.useJWTAccessWithScope = true
    return () => signer.getRequestHeaders()
  }
  const auth = new GoogleAuth({ scopes: [SCOPE] })
  return async () => (await auth.getClient()).getRequestHeaders()
}
