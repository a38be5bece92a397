import * as z from 'zod'
import { AppError, type ErrorCode, errorCode } from '@/lib/errors'
import { StoreBusy } from './errors'
import { type GcsSettings, gcsHost } from './gcs-settings'
import { BlockedAddress } from './guarded-address'
import { networkFailure } from './network-failures'
import { boundedText, codeWord, firstWords } from './server-words'

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
  503: ['unavailable', (_place, host) => `${host} is not available at the moment. Try again later.`],
}

/** An `AppError` for whatever the transport or a socket throws; what is neither is a bug and comes back as it is. */
export function translateGcsError(error: unknown, place: GcsPlace): unknown {
  if (error instanceof AppError) {
    error.cause = withoutRequest(error.cause)
    return error
  }
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
  if (failure.status === 429 || failure.code === 'rateLimitExceeded') return new StoreBusy(host, { cause })
  const [code, sentence] = ruleFor(failure, host)
  return new AppError(code, sentence(place, host), { cause })
}

function ruleFor({ code, status, message }: GcsFailure, host: string): Rule {
  const known = Object.hasOwn(REASONS, code) ? REASONS[code] : STATUS[status ?? 0]
  if (known) return known
  return [status && status < 500 ? 'invalid' : 'unavailable', () => says(host, { code, status, message })]
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
  const isKnown =
    raw.config !== undefined || Object.hasOwn(REASONS, code) || networkFailure(code, { host: '', port: 0 }) !== null
  return isKnown ? { code: String(code), status: null, message } : null
}

// Members that the transport and Node hang on errors, beyond what their types promise.
interface RawError extends Error {
  code?: string
  config?: unknown
  status?: number
  response?: { status?: number; data?: unknown }
}

const toldSchema = z.object({
  error: z.object({
    message: z.string().optional().catch(undefined),
    errors: z
      .array(z.object({ reason: z.string().optional() }))
      .optional()
      .catch(undefined),
  }),
})

function toldBy(data: unknown): Partial<z.output<typeof toldSchema>> {
  return toldSchema.safeParse(typeof data === 'string' ? parsed(data) : data).data ?? {}
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
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
  const told = { reason: boundedText(reasonIn(response?.data)), words: boundedText(wordsIn(response?.data)) }
  const bare = { name, stack: boundedText(stack), code: boundedText(code), status }
  return Object.assign(new Error(boundedText(message)), { ...bare, response: { status: response?.status, told } })
}

function says(host: string, { code, status, message }: GcsFailure): string {
  return `${host} answered ${codeWord(code)}${status && !code.startsWith('HTTP') ? ` (HTTP ${status})` : ''}: ${firstWords(message)}`
}

function who({ serviceAccountKey }: GcsSettings): string {
  return serviceAccountKey ? `The service account ${serviceAccountKey.client_email}` : 'The identity of this server'
}
