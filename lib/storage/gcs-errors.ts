import { AppError, type ErrorCode, errorCode } from '@/lib/errors'
import { type GcsSettings, gcsHost } from './gcs-settings'
import { BlockedAddress } from './guarded-address'
import { networkFailure } from './network-failures'

/** What an error of the transport says, in one shape. */
export interface GcsFailure {
  /** Google's reason (`conditionNotMet`), a system code (`ECONNREFUSED`) or the error's name. */
  code: string
  /** HTTP status; null when there was no answer. */
  status: number | null
  message: string
}

export type GcsPlace = { settings: GcsSettings; endpoint: URL }
type Rule = [ErrorCode, (place: GcsPlace, host: string) => string]

const REASONS: Record<string, Rule> = {
  retentionPolicyNotMet: ['forbidden', () => 'A retention policy of the bucket keeps this file from being changed.'],
  objectUnderActiveHold: ['forbidden', () => 'A hold keeps this file from being changed.'],
  userProjectMissing: [
    'invalid',
    ({ settings }) => `Who reads bucket "${settings.bucket}" pays for it. That is not supported.`,
  ],
  rateLimitExceeded: ['unavailable', (_place, host) => `${host} asks for fewer requests. Try again in a moment.`],
  ERR_OSSL_UNSUPPORTED: [
    'invalid',
    () => 'The private key in the service account key cannot be read. Copy the whole file.',
  ],
}

const STATUS: Record<number, Rule> = {
  401: [
    'forbidden',
    ({ settings }, host) =>
      `${host} does not accept the identity. ${who(settings)} is deleted, disabled, or the clock of this machine is wrong.`,
  ],
  403: [
    'forbidden',
    ({ settings }) =>
      `${who(settings)} may not do this in bucket "${settings.bucket}". Give it the role Storage Object Admin there.`,
  ],
  404: ['not_found', ({ settings }, host) => `There is no bucket "${settings.bucket}" at ${host}.`],
  429: ['unavailable', (_place, host) => `${host} asks for fewer requests. Try again in a moment.`],
  503: ['unavailable', (_place, host) => `${host} is not available at the moment. Try again later.`],
}

/** An `AppError` for whatever the transport or a socket throws; what is neither is a bug and comes back as it is. */
export function translateGcsError(error: unknown, place: GcsPlace): unknown {
  if (error instanceof AppError) return error
  const failure = describeGcsFailure(error)
  if (!failure) return error
  const { host, port } = gcsHost(place.endpoint)
  if (failure.status === null && (failure.code === 'forbidden' || failure.message.includes('ALLOW_PRIVATE_ENDPOINTS')))
    return new BlockedAddress(host)
  const cause = withoutRequest(error)
  const network = failure.status === null ? networkFailure(failure.code, { host, port }) : null
  if (network) return new AppError(network.code, network.sentence, { cause })
  if (failure.code === 'NoCredentials')
    return new AppError('invalid', 'The resource has no key, and this machine has no Google identity of its own.', {
      cause,
    })
  const [code, sentence] = REASONS[failure.code] ??
    STATUS[failure.status ?? 0] ?? [
      failure.status && failure.status < 500 ? 'invalid' : 'unavailable',
      () => says(host, failure),
    ]
  return new AppError(code, sentence(place, host), { cause })
}

/** The parts of an error that tell what happened; null for what comes neither from a server nor from a socket. */
export function describeGcsFailure(error: unknown): GcsFailure | null {
  if (!(error instanceof Error)) return null
  const raw: RawError = error
  const { response, message } = raw
  if (response?.status)
    return {
      code: reasonIn(response.data) ?? `HTTP ${response.status}`,
      status: response.status,
      message: wordsIn(response.data) ?? message,
    }
  const code = errorCode(raw.cause) ?? raw.code ?? raw.name
  if (/Could not load the default credentials/.test(message)) return { code: 'NoCredentials', status: null, message }
  const isKnown = raw.config !== undefined || code in REASONS || networkFailure(code, { host: '', port: 0 }) !== null
  return isKnown ? { code: String(code), status: null, message } : null
}

// Members that the transport and Node hang on errors, beyond what their types promise.
interface RawError extends Error {
  code?: string
  config?: unknown
  status?: number
  response?: { status?: number; data?: unknown }
}

interface Told {
  error?: { message?: string; errors?: { reason?: string }[] }
}

function toldBy(data: unknown): Told {
  if (typeof data !== 'string') return typeof data === 'object' && data !== null ? data : {}
  try {
    return JSON.parse(data)
  } catch {
    return {}
  }
}

function reasonIn(data: unknown): string | undefined {
  const { error } = toldBy(data)
  return error?.errors?.[0]?.reason
}

function wordsIn(data: unknown): string | undefined {
  return toldBy(data).error?.message
}

// The transport hangs request and answer on its errors: a log needs neither.
function withoutRequest(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, stack, message, code, status, response }: RawError = error
  const bare = { name, stack, code, status, response: { status: response?.status, data: response?.data } }
  return Object.assign(new Error(message), bare)
}

function says(host: string, { code, status, message }: GcsFailure): string {
  return `${host} answered ${code}${status && !code.startsWith('HTTP') ? ` (HTTP ${status})` : ''}: ${message.slice(0, 200)}`
}

function who({ serviceAccountKey }: GcsSettings): string {
  return serviceAccountKey ? `The service account ${serviceAccountKey.client_email}` : 'The identity of this server'
}
