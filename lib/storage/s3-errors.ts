import { AppError, type ErrorCode } from '@/lib/errors'
import { StoreBusy, StoreLacks } from './errors'
import { endpointHost, requestHost, type S3Settings, signingRegion } from './s3-settings'
import { boundedText, codeWord, firstWords } from './server-words'

/** What an SDK or socket error says, in one shape. */
export interface S3Failure {
  /** S3's code (`NoSuchBucket`), a system code (`ECONNREFUSED`) or the error's name. */
  code: string
  /** HTTP status; null when there was no answer. */
  status: number | null
  message: string
  header(name: string): string | null
  /** The region that the server says the bucket is in. */
  region: string | null
}

type Place = { settings: S3Settings; host: string }
type Rule = [ErrorCode, (place: Place, failure: S3Failure) => string]

const RULES: Record<string, Rule> = {
  InvalidAccessKeyId: ['forbidden', unknownKey],
  XAdminUserNotFound: ['forbidden', unknownKey], // versitygw, with status 404
  SignatureDoesNotMatch: [
    'forbidden',
    ({ settings, host }) =>
      `${host} does not accept the signature: the secret key does not belong to access key ${mask(settings.accessKey)}.`,
  ],
  NoSuchBucket: ['not_found', ({ settings, host }) => `There is no bucket "${settings.bucket}" at ${host}.`],
  AccessDenied: [
    'forbidden',
    ({ settings, host }) =>
      `${host} denies this to ${settings.roleArn ? `the role ${settings.roleArn}` : `access key ${mask(settings.accessKey)}`} in bucket "${settings.bucket}".`,
  ],
  RequestTimeTooSkewed: [
    'unavailable',
    ({ host }) => `The clocks of this machine and of ${host} differ too much. Set this machine's clock.`,
  ],
  PermanentRedirect: ['invalid', wrongRegion],
  AuthorizationHeaderMalformed: ['invalid', wrongRegion],
  IllegalLocationConstraintException: ['invalid', wrongRegion],
  ExpiredToken: [
    'forbidden',
    ({ settings }) =>
      settings.roleArn
        ? `The temporary credentials of the role ${settings.roleArn} ended while they were used. Try again.`
        : 'The temporary credentials have expired. Set new ones in the resource.',
  ],
  InvalidToken: [
    'forbidden',
    ({ host }) => `${host} does not accept the session token. Set new credentials in the resource.`,
  ],
  InvalidBucketName: ['invalid', ({ settings }) => `"${settings.bucket}" is not a valid bucket name.`],
  EntityTooLarge: ['invalid', ({ host }) => `The object is larger than ${host} accepts.`],
  QuotaExceeded: ['unavailable', ({ settings }) => `The storage quota of bucket "${settings.bucket}" is used up.`],
  KeyTooLongError: ['invalid', ({ host }) => `The key is longer than ${host} accepts.`],
  SlowDown: ['unavailable', ({ host }) => new StoreBusy(host).message],
  ServiceUnavailable: ['unavailable', ({ host }) => `${host} is not available at the moment. Try again later.`],
  CredentialsProviderError: [
    'invalid',
    () => 'The resource has no access key, and this machine has no AWS credentials of its own. Set both keys.',
  ],
  ENOTFOUND: ['unavailable', ({ host }) => `There is no host ${host}. Check the endpoint.`],
  EAI_AGAIN: [
    'unavailable',
    ({ host }) => `The name ${host} could not be looked up. Check the endpoint and this machine's DNS.`,
  ],
  ECONNREFUSED: [
    'unavailable',
    ({ settings, host }) =>
      `Nothing answers at ${host}, port ${endpointHost(settings).port}. Check the endpoint and that the server runs.`,
  ],
  EHOSTUNREACH: ['unavailable', ({ host }) => `There is no way to ${host} from this machine.`],
  ENETUNREACH: ['unavailable', ({ host }) => `There is no way to ${host} from this machine.`],
  ETIMEDOUT: ['unavailable', ({ host }) => `${host} did not answer in time.`],
  TimeoutError: ['unavailable', ({ host }) => `${host} did not answer in time.`],
  ECONNRESET: ['unavailable', ({ host }) => `${host} closed the connection before its answer was complete.`],
  EPIPE: ['unavailable', ({ host }) => `${host} closed the connection before its answer was complete.`],
  CERT_HAS_EXPIRED: ['unavailable', ({ host }) => `The TLS certificate of ${host} has expired.`],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'unavailable',
    ({ host }) => `The TLS certificate at ${host} was made for another host.`,
  ],
  EPROTO: [
    'unavailable',
    ({ host }) => `${host} does not speak TLS on this port. Turn "use SSL" off or correct the port.`,
  ],
}

const CERTIFICATE_CODES =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|INVALID_CA|HOSTNAME_MISMATCH|ERR_TLS_CERT)/

const STATUS_CODES: Record<number, string> = {
  403: 'AccessDenied',
  404: 'NoSuchBucket',
  301: 'PermanentRedirect',
  302: 'PermanentRedirect',
  303: 'PermanentRedirect',
  307: 'PermanentRedirect',
  308: 'PermanentRedirect',
  503: 'ServiceUnavailable',
}

/** An `AppError` for whatever the SDK or a socket throws; what is neither is a bug and comes back as it is. */
export function translateS3Error(error: unknown, settings: S3Settings): unknown {
  if (error instanceof AppError) {
    error.cause = withoutResponse(error.cause)
    return error
  }
  const failure = describeFailure(error)
  if (!failure) return error
  const place = { settings, host: requestHost(settings).host }
  const cause = withoutResponse(error)
  if (isBusy(failure)) return new StoreBusy(place.host, { cause })
  if (failure.status === 501 || failure.code === 'NotImplemented') return new StoreLacks({ cause })
  const [code, sentence] = ruleFor(failure)
  return new AppError(code, sentence(place, failure), { cause })
}

// The SDK hangs the whole answer on its errors: sockets, buffers, and the signed request. A log needs none of it.
function withoutResponse(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, stack, message, Code, Region, $metadata, $response }: RawError = error
  if (!$response) return error
  const bounded = {
    name: boundedText(name),
    stack: boundedText(stack),
    Code: boundedText(Code),
    Region: boundedText(Region),
  }
  return Object.assign(new Error(boundedText(message)), { ...bounded, $metadata })
}

/** The parts of an error that tell what happened; null for what does not come from a server or a socket. */
export function describeFailure(error: unknown): S3Failure | null {
  if (!(error instanceof Error)) return null
  const raw: RawError = error
  const status = raw.$metadata?.httpStatusCode ?? raw.$response?.statusCode ?? null
  const code = raw.code ?? raw.Code ?? raw.name
  if (status === null && !isExpectedCode(code)) return null
  const header = (name: string) => raw.$response?.headers?.[name] ?? null
  return { code, status, message: raw.message, header, region: regionIn(raw) ?? header('x-amz-bucket-region') }
}

/** Why the server refused one key of many, as a sentence. */
export function reasonFor(settings: S3Settings, code = 'UnknownError', message = ''): string {
  const failure: S3Failure = { code, status: null, message, region: null, header: () => null }
  const [, sentence] = ruleFor(failure)
  return sentence({ settings, host: requestHost(settings).host }, failure)
}

/** Whether the code is one of a TLS certificate that was not accepted. */
export function isCertificateCode(code: string): boolean {
  return CERTIFICATE_CODES.test(code)
}

// Members that the SDK and Node hang on errors, beyond what their types promise.
interface RawError extends Error {
  code?: string
  Code?: string
  Region?: string
  $metadata?: { httpStatusCode?: number }
  $response?: { statusCode?: number; headers?: Record<string, string> }
}

function ruleFor(failure: S3Failure): Rule {
  const named = isNamed(failure.code) ? failure.code : (STATUS_CODES[failure.status ?? 0] ?? '')
  const known = RULES[named]
  if (known && isSpecific(failure)) return known
  if (isCertificateCode(failure.code)) {
    return [
      'unavailable',
      ({ host }) => `The TLS certificate of ${host} is not signed by an authority that this machine trusts.`,
    ]
  }
  return known ?? [failure.status && failure.status < 500 ? 'invalid' : 'unavailable', serverSays]
}

function isSpecific(failure: S3Failure): boolean {
  return (
    isNamed(failure.code) ||
    /^(\d+|Unknown|UnknownError|NotFound|Forbidden|Error|TemporaryRedirect|Redirect)$/.test(failure.code)
  )
}

function serverSays({ host }: Place, { code, status, message }: S3Failure): string {
  const said = message && message !== 'UnknownError' ? `: ${firstWords(message)}` : ''
  return `${host} answered ${codeWord(code)}${status ? ` (HTTP ${status})` : ''}${said}`
}

function unknownKey({ settings, host }: Place): string {
  return `The access key ${mask(settings.accessKey)} is not known to ${host}.`
}

function wrongRegion({ settings, host }: Place, failure: S3Failure): string {
  const used = signingRegion(settings)
  if (failure.region && failure.region !== used) {
    return `The bucket "${settings.bucket}" is in region ${codeWord(failure.region)}, not ${used}. Change the region of the resource.`
  }
  if (failure.code === 'PermanentRedirect' || isRedirect(failure.status))
    return `The bucket "${settings.bucket}" is not at ${host} but at another endpoint.`
  return `${host} does not accept the region ${used}${failure.message ? `: ${firstWords(failure.message)}` : '.'}`
}

function isRedirect(status: number | null): boolean {
  return status !== null && status >= 300 && status < 400
}

function isBusy({ code, status }: S3Failure): boolean {
  return code === 'SlowDown' || status === 429
}

function regionIn(raw: RawError): string | null {
  return raw.Region ?? /expecting '([a-z0-9-]+)'/.exec(raw.message)?.[1] ?? null
}

// Codes come from servers: `constructor` is none of ours.
function isNamed(code: string): boolean {
  return Object.hasOwn(RULES, code)
}

function isExpectedCode(code: string): boolean {
  return isNamed(code) || isCertificateCode(code) || /^(ERR_SSL|ECONN|EAI|ENET|EHOST)/.test(code)
}

// Enough to recognise a key, too little to use one that was typed into the wrong field.
function mask(accessKey: string | undefined): string {
  return accessKey ? `${accessKey.slice(0, 4)}…` : '(ambient)'
}
