import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { S3Client } from '@aws-sdk/client-s3'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { boundedAnswer } from './bounded-answer'
import { type GuardOptions, guardedAgents } from './guarded-agent'
import { PayloadHash } from './payload-hash'
import { type RenewedCredentials, renewedCredentials } from './renewed-credentials'
import { renewExpired } from './s3-expired'
import { checkSettings, endpointUrl, type S3Settings, signingRegion } from './s3-settings'
import { roleAssumer, type WebIdentity } from './sts'

export interface S3Options extends Omit<GuardOptions, 'ca'> {
  /** Without keys, use this machine's own AWS credentials. By default settings without keys are refused. */
  ambient?: boolean
  /** Assumes the role of the settings without keys. */
  webIdentity?: WebIdentity
  /** Attempts per request, the first included. */
  maxAttempts?: number
  /** How long a connection may be silent. There is no limit on the whole of a request. */
  idleTimeoutMs?: number
  /** Milliseconds to add to this machine's clock when signing. */
  clockOffsetMs?: number
  /** `aws`: the SDK's own checksums; `compatible`: what all other servers understand. By default the endpoint decides. */
  dialect?: 'aws' | 'compatible'
  /** What of S3 is made use of; absent: everything that the server does not refuse as unknown. */
  uses?: S3Uses
}

/** `false` for what a server was seen to lack: it is not asked for any more, in whatever words it would refuse. */
export type S3Uses = { multipart: boolean; conditionalWrites: boolean; checksums: boolean; tagging: boolean }

// The server may be silent for minutes while it copies or assembles a large object.
const PATIENT_IDLE_TIMEOUT_MS = 15 * 60_000
const MAX_ATTEMPTS = 3

/** A client whose connections all go through the guarded agents. */
export function createS3Client(settings: S3Settings, options: S3Options = {}): S3Client {
  checkSettings(settings, options)
  const endpoint = endpointUrl(settings)
  const handler = requestHandler(settings, options)
  const role = roleCredentials(settings, options, handler)
  const takesChecksums = !endpoint && options.uses?.checksums !== false
  const compatible = (options.dialect ?? (takesChecksums ? 'aws' : 'compatible')) === 'compatible'
  const client = new S3Client({
    region: signingRegion(settings),
    ...(endpoint && { endpoint: endpoint.href.replace(/\/$/, '') }),
    forcePathStyle: settings.pathStyle,
    credentials: role ?? credentials(settings),
    sha256: PayloadHash,
    requestHandler: handler,
    maxAttempts: options.maxAttempts ?? MAX_ATTEMPTS,
    systemClockOffset: options.clockOffsetMs ?? 0,
    // Without effect on our own agents but for a header that some servers stumble over.
    expectContinueHeader: false,
    ...(compatible && { requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' }),
  })
  if (compatible) sendContentMd5(client)
  if (role) renewExpired(client, role)
  return client
}

/** Those of the role that the settings name; none where they name none. */
function roleCredentials(
  settings: S3Settings,
  { webIdentity, maxAttempts = MAX_ATTEMPTS, clockOffsetMs }: S3Options,
  requestHandler: NodeHttpHandler,
): RenewedCredentials | undefined {
  if (!settings.roleArn) return undefined
  const base = webIdentity ? undefined : (credentials(settings) ?? ownCredentials(settings))
  return renewedCredentials(roleAssumer(settings, { requestHandler, base, webIdentity, maxAttempts, clockOffsetMs }))
}

/** Where this machine's own credentials are found, by the rules of the SDK. */
function ownCredentials(settings: S3Settings) {
  return new S3Client({ region: signingRegion(settings) }).config.credentials
}

function credentials({ accessKey, secretKey, token }: S3Settings) {
  if (!accessKey || !secretKey) return undefined
  return { accessKeyId: accessKey, secretAccessKey: secretKey, ...(token && { sessionToken: token }) }
}

function requestHandler(settings: S3Settings, options: S3Options): NodeHttpHandler {
  const { httpAgent, httpsAgent } = guardedAgents({ ...options, ca: settings.caCertificate })
  const agents = { httpAgent, httpsAgent }
  const handler = new NodeHttpHandler({ ...agents, socketTimeout: options.idleTimeoutMs ?? 60_000 })
  const patient = new NodeHttpHandler({ ...agents, socketTimeout: PATIENT_IDLE_TIMEOUT_MS })
  const handle = handler.handle.bind(handler)
  handler.handle = async (request, handling) => {
    const slow =
      'x-amz-copy-source' in request.headers || (request.method === 'POST' && 'uploadId' in (request.query ?? {}))
    const answer = await (slow ? patient.handle(request, handling) : handle(request, handling))
    const { response } = answer
    const isObject = response.statusCode < 300 && request.query?.['x-id'] === 'GetObject'
    if (!isObject && response.body instanceof Readable) response.body = boundedAnswer(response.body, response)
    return answer
  }
  return handler
}

const COVERED = ['DeleteObjectsCommand', 'PutObjectTaggingCommand']

// They must carry a checksum. The SDK sends CRC32 whatever its settings say; servers other than AWS want MD5.
function sendContentMd5(client: S3Client): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (COVERED.includes(context.commandName ?? '') && isHttpRequest(args.request)) {
        const { headers, body } = args.request
        for (const name of Object.keys(headers)) {
          if (/^x-amz-(checksum-|sdk-checksum-algorithm)/i.test(name)) delete headers[name]
        }
        headers['content-md5'] = createHash('md5').update(body).digest('base64')
      }
      return next(args)
    },
    { step: 'build', priority: 'low', name: 'sendContentMd5' },
  )
}

function isHttpRequest(request: unknown): request is { headers: Record<string, string>; body: string | Uint8Array } {
  return typeof request === 'object' && request !== null && 'headers' in request && 'body' in request
}
