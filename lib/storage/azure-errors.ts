import { AppError, type ErrorCode } from '@/lib/errors'
import { readSasTerms } from './azure-sas'
import { type AzureAccess, azureHost } from './azure-settings'
import { StoreBusy } from './errors'
import { BlockedAddress } from './guarded-address'
import { networkFailure } from './network-failures'
import { boundedText, codeWord, firstWords } from './server-words'

/** What an error of the SDK says, in one shape. */
export interface AzureFailure {
  /** Azure's code (`ContainerNotFound`), a system code (`ECONNREFUSED`) or the error's name. */
  code: string
  /** HTTP status; null when there was no answer. */
  status: number | null
  message: string
}

type Rule = [ErrorCode, (access: AzureAccess, host: string) => string]

const RULES: Record<string, Rule> = {
  ContainerNotFound: ['not_found', ({ containerName }, host) => `There is no container "${containerName}" at ${host}.`],
  ContainerBeingDeleted: ['unavailable', ({ containerName }) => `The container "${containerName}" is being deleted.`],
  ContainerDisabled: ['forbidden', ({ containerName }) => `The container "${containerName}" is disabled.`],
  InvalidResourceName: ['invalid', (_access, host) => `${host} does not take this name for a container or a file.`],
  AuthenticationFailed: ['forbidden', unaccepted],
  InvalidAuthenticationInfo: ['forbidden', unaccepted],
  AuthorizationFailure: [
    'forbidden',
    (_access, host) => `${host} denies this. The account may be closed to the network that Granary runs in.`,
  ],
  AuthorizationPermissionMismatch: ['forbidden', missingPermission],
  InsufficientAccountPermissions: ['forbidden', missingPermission],
  AuthorizationResourceTypeMismatch: [
    'forbidden',
    () => 'The SAS token is not for containers and objects. Make one with the resource types "container" and "object".',
  ],
  AuthorizationServiceMismatch: ['forbidden', () => 'The SAS token is not for the blob service. Make one that is.'],
  AuthorizationProtocolMismatch: ['forbidden', () => 'The SAS token is for HTTPS alone. Turn SSL on.'],
  AuthorizationSourceIPMismatch: [
    'forbidden',
    () => 'The SAS token is for other addresses than the one that Granary runs at.',
  ],
  KeyBasedAuthenticationNotPermitted: [
    'forbidden',
    ({ accountName }) =>
      `The account ${accountName} takes no access keys. Use a service principal or a workload identity.`,
  ],
  PublicAccessNotPermitted: ['forbidden', unaccepted],
  NoAuthenticationInformation: ['forbidden', unaccepted],
  AccountIsDisabled: ['forbidden', ({ accountName }) => `The account ${accountName} is disabled.`],
  AccountRequiresHttps: ['invalid', ({ accountName }) => `The account ${accountName} takes HTTPS alone. Turn SSL on.`],
  LeaseIdMissing: [
    'conflict',
    () => 'Somebody holds a lease on this file. It can be changed once the lease has ended.',
  ],
  SnapshotsPresent: ['conflict', () => 'The file has snapshots. Remove them first, with a tool of Azure.'],
  BlobArchived: ['unavailable', () => 'The file is archived. Bring it to the hot or cool tier before it is read.'],
  BlobBeingRehydrated: [
    'unavailable',
    () => 'The file is being brought back from the archive. Try again in some hours.',
  ],
  BlobImmutableDueToPolicy: ['forbidden', () => 'A policy of the container keeps this file from being changed.'],
  PendingCopyOperation: [
    'unavailable',
    () => 'This file is just being made by another copy. Try again once it has ended.',
  ],
  OperationTimedOut: ['unavailable', (_access, host) => `${host} did not finish in time. Try again.`],
  InvalidBlockList: [
    'conflict',
    () => 'Somebody else wrote this file at the same moment. Send it again to replace what is there now.',
  ],
  InvalidBlobOrBlock: [
    'conflict',
    () => 'Another program has begun to upload this file and not ended. Its upload ends by itself within a week.',
  ],
}

/** An `AppError` for whatever the SDK or a socket throws; what is neither is a bug and comes back as it is. */
export function translateAzureError(error: unknown, access: AzureAccess): unknown {
  if (error instanceof AppError) {
    error.cause = withoutRequest(error.cause)
    return error
  }
  const failure = describeAzureFailure(error)
  if (!failure) return error
  const { host, port } = azureHost(access)
  // The SDK keeps of an error of the guarded agent its code and text.
  if (isBlocked(failure)) return new BlockedAddress(hostIn(failure.message) ?? host)
  const network = failure.status === null ? networkFailure(failure.code, { host, port }) : null
  const cause = withoutRequest(error)
  if (network) return new AppError(network.code, network.sentence, { cause })
  if (failure.code === 'ServerBusy' || failure.status === 429) return new StoreBusy(host, { cause })
  const [code, sentence] = ruleFor(failure)
  return new AppError(code, sentence(access, host), { cause })
}

/** The parts of an error that tell what happened; null for what comes neither from a server nor from a socket. */
export function describeAzureFailure(error: unknown): AzureFailure | null {
  if (!(error instanceof Error)) return null
  const raw: RawError = error
  const status = raw.statusCode ?? null
  const code = codeOf(raw, status)
  const isKnown = raw.name === 'RestError' || raw.name.startsWith('Authentication') || raw.name.startsWith('Credential')
  return isKnown || status !== null || networkFailure(code, { host: '', port: 0 })
    ? { code, status, message: raw.message }
    : null
}

function codeOf({ details, code, name, message }: RawError, status: number | null): string {
  const given = details?.errorCode ?? code ?? (status === null ? name : `HTTP ${status}`)
  // Azurite has one code for what the keys do not open and for keys that are none.
  return given === 'AuthorizationFailure' && /failed to authenticate/.test(message) ? 'AuthenticationFailed' : given
}

// Members that the SDK and Node hang on errors, beyond what their types promise.
interface RawError extends Error {
  code?: string
  statusCode?: number
  details?: { errorCode?: string }
}

// The SDK hangs the request on its errors, with its signature: a log needs none of it.
function withoutRequest(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, stack, message, code, statusCode, details }: RawError = error
  const bare = {
    ...{ name, stack: boundedText(stack), code: boundedText(code), statusCode },
    details: { errorCode: boundedText(details?.errorCode) },
  }
  return Object.assign(new Error(boundedText(message.split('\n')[0])), bare)
}

function ruleFor(failure: AzureFailure): Rule {
  const known = Object.hasOwn(RULES, failure.code) ? RULES[failure.code] : undefined
  if (known) return known
  if (failure.code === 'CredentialUnavailableError' && failure.message.startsWith('WorkloadIdentityCredential'))
    return ['invalid', () => 'This server has no workload identity. Set tenant ID, client ID and federated token file.']
  if (/^(Authentication|Credential)/.test(failure.code)) return ['forbidden', () => tokenRefused(failure)]
  if (failure.status === 403) return ['forbidden', missingPermission]
  if (failure.status === 401) return ['forbidden', unaccepted]
  return [failure.status && failure.status < 500 ? 'invalid' : 'unavailable', (_access, host) => says(host, failure)]
}

function says(host: string, { code, status, message }: AzureFailure): string {
  const said = message ? `: ${firstWords(message)}` : ''
  return `${host} answered ${codeWord(code)}${status ? ` (HTTP ${status})` : ''}${said}`
}

function tokenRefused({ message }: AzureFailure): string {
  return `Microsoft Entra ID gave no token: ${firstWords(message)}`
}

function unaccepted({ accountName, accessKey, sasToken }: AzureAccess, host: string): string {
  if (accessKey)
    return `${host} does not accept the access key of account ${accountName}. Copy it again from the portal.`
  const endsAt = sasToken ? readSasTerms(sasToken).endsAt : null
  if (endsAt && endsAt <= new Date())
    return `The SAS token ended on ${endsAt.toISOString().slice(0, 10)}. Make a new one.`
  if (sasToken) return `${host} does not accept the SAS token: it has ended, is for another container, or is cut off.`
  return `${host} does not accept the identity. Check tenant ID and client ID.`
}

function missingPermission({ sasToken, accessKey, containerName }: AzureAccess, host: string): string {
  if (sasToken) return `The SAS token does not permit this in container "${containerName}".`
  if (accessKey) return `${host} denies this in container "${containerName}".`
  return `The identity may not do this in container "${containerName}". Give it the role Storage Blob Data Contributor.`
}

/** What the SDK stumbles over: an answer without what every answer of Azure has. */
export function notAzure(options: ErrorOptions): AppError {
  return new AppError(
    'invalid',
    'The server answers, but not as Azure does. Correct the endpoint of the resource.',
    options,
  )
}

function isBlocked({ status, code, message }: AzureFailure): boolean {
  return status === null && (code === 'forbidden' || message.includes('ALLOW_PRIVATE_ENDPOINTS'))
}

function hostIn(message: string): string | null {
  return /may not connect to (\S+): it is/.exec(message)?.[1] ?? null
}
