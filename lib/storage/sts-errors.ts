import { AppError, type ErrorCode, sharedClass } from '@/lib/errors'
import { networkFailure } from './network-failures'
import { describeFailure, type S3Failure } from './s3-errors'
import { type S3Settings, signingRegion, stsUrl } from './s3-settings'
import { codeWord, firstWords } from './server-words'
import type { WebIdentity } from './sts'

type Place = { settings: S3Settings; identity?: WebIdentity }
type Rule = [ErrorCode, (place: Place, failure: S3Failure) => string]

/** The credentials of a role could not be had. */
export const RoleRefused = sharedClass(
  'RoleRefused',
  class RoleRefused extends AppError {
    override name = 'RoleRefused'

    constructor(settings: S3Settings, what: string, { code = 'unavailable', ...options }: Options = {}) {
      super(code, `${stsHost(settings)} ${what}`, options)
    }
  },
)
export type RoleRefused = InstanceType<typeof RoleRefused>

type Options = ErrorOptions & { code?: ErrorCode }

const untrusted: Rule = [
  'forbidden',
  ({ settings, identity }) =>
    identity
      ? `does not let this resource assume the role ${settings.roleArn}. Its trust policy must allow sts:AssumeRoleWithWebIdentity to ${identity.described}.`
      : `does not let access key ${mask(settings.accessKey)} assume the role ${settings.roleArn}. Check the secret key, the role's name, its trust policy${settings.externalId ? ', the external ID' : ''} and that the key may call sts:AssumeRole.`,
]

const noRole: Rule = ['invalid', ({ settings }) => `knows no role ${settings.roleArn}.`]

const unknownIssuer: Rule = [
  'forbidden',
  ({ identity }) =>
    `does not accept the token of this server. It must know the identity provider, and must be able to read its keys: ${identity?.described ?? 'none'}.`,
]

const expired: Rule = [
  'forbidden',
  () =>
    'says that the keys or the token have expired. Set new ones in the resource, and check the clock of this machine.',
]

const RULES: Record<string, Rule> = {
  AccessDenied: untrusted,
  NoSuchEntity: noRole,
  ValidationError: ['invalid', (_place, { message }) => `does not accept the request: ${firstWords(message)}`],
  InvalidIdentityToken: unknownIssuer,
  IDPCommunicationError: unknownIssuer,
  IDPRejectedClaim: unknownIssuer,
  ExpiredTokenException: expired,
  ExpiredToken: expired,
  InvalidClientTokenId: ['forbidden', ({ settings }) => `does not know access key ${mask(settings.accessKey)}.`],
  InvalidAccessKeyId: ['forbidden', ({ settings }) => `does not know access key ${mask(settings.accessKey)}.`],
  SignatureDoesNotMatch: [
    'forbidden',
    ({ settings }) =>
      `does not accept the signature: the secret key does not belong to access key ${mask(settings.accessKey)}.`,
  ],
  RegionDisabledException: ['forbidden', ({ settings }) => `gives out no roles in region ${signingRegion(settings)}.`],
  CredentialsProviderError: ['invalid', () => 'cannot be asked: this machine has no AWS credentials of its own.'],
}

// What servers say that have codes of their own.
const BY_STATUS: Record<number, Rule> = { 403: untrusted, 404: noRole }

/** An `AppError` for whatever asking for a role throws; what comes neither from a server nor from a socket is a bug and comes back as it is. */
export function translateStsError(error: unknown, settings: S3Settings, identity?: WebIdentity): unknown {
  if (error instanceof AppError) return error
  const failure = describeFailure(error)
  if (!failure) return error
  const cause = new Error(failure.code)
  const network = networkFailure(failure.code, stsPeer(settings))
  if (network) return new RoleRefused(settings, `gave out no role: ${network.sentence}`, { code: network.code, cause })
  const rule = Object.hasOwn(RULES, failure.code) ? RULES[failure.code] : BY_STATUS[failure.status ?? 0]
  const [code, sentence]: Rule = rule ?? [(failure.status ?? 500) < 500 ? 'invalid' : 'unavailable', says]
  return new RoleRefused(settings, sentence({ settings, identity }, failure), { code, cause })
}

function says(_place: Place, { code, status, message }: S3Failure): string {
  const said = message && message !== 'UnknownError' ? `: ${firstWords(message)}` : ''
  return `gave out no role and answered ${codeWord(code)}${status ? ` (HTTP ${status})` : ''}${said}`
}

function stsHost(settings: S3Settings): string {
  return stsPeer(settings).host
}

function stsPeer(settings: S3Settings): { host: string; port: number } {
  const url = stsUrl(settings)
  if (!url) return { host: `sts.${signingRegion(settings)}.amazonaws.com`, port: 443 }
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port }
}

// Enough to recognise a key, too little to use one that was typed into the wrong field.
function mask(accessKey: string | undefined): string {
  return accessKey ? `${accessKey.slice(0, 4)}…` : '(of this machine)'
}
