import { AppError } from '@/lib/errors'
import { openAzure } from './azure'
import type { AzureOptions } from './azure-client'
import { describeAzureFailure, translateAzureError } from './azure-errors'
import { hasEnded } from './azure-sas'
import { type AzureSettings, azureHost, resolveAzure } from './azure-settings'
import { type Diagnosed, diagnoseStore } from './diagnose-store'
import type { DiagnosisCause, DiagnosisStep } from './diagnosis'
import { BlockedAddress } from './guarded-address'
import { networkCause } from './network-causes'

const IDLE_TIMEOUT_MS = 10_000

const CAUSES: Record<string, DiagnosisCause> = {
  ContainerNotFound: 'missing_bucket',
  ContainerBeingDeleted: 'missing_bucket',
  InvalidResourceName: 'missing_bucket',
  AuthenticationFailed: 'wrong_secret',
  InvalidAuthenticationInfo: 'wrong_secret',
  NoAuthenticationInformation: 'wrong_secret',
  KeyBasedAuthenticationNotPermitted: 'wrong_secret',
  PublicAccessNotPermitted: 'wrong_secret',
  AuthenticationRequiredError: 'no_credentials',
  CredentialUnavailableError: 'no_credentials',
  AuthorizationFailure: 'no_list_permission',
  AuthorizationPermissionMismatch: 'no_list_permission',
}

/** Tests the settings of a container stage by stage. */
export function diagnoseAzure(settings: AzureSettings, options: AzureOptions = {}): AsyncGenerator<DiagnosisStep> {
  return diagnoseStore(diagnosedAzure(settings, options))
}

/** A container whose settings are to be tried. */
export function diagnosedAzure(settings: AzureSettings, options: AzureOptions = {}): Diagnosed {
  const patience = { idleTimeoutMs: IDLE_TIMEOUT_MS, ...options, maxAttempts: 1 }
  return {
    options: patience,
    open: () => openAzure(settings, patience),
    words: { credentials: credentialsOf(settings), container: `container "${settings.containerName}"` },
    peer: () => ({ ...azureHost(resolveAzure(settings, patience)), ca: settings.caCertificate }),
    translate: (error) => translateAzureError(error, resolveAzure(settings, patience)),
    causeOf: (error) => {
      const cause = causeOf(error)
      return cause === 'wrong_secret' && hasEnded(sasOf(settings, patience)) ? 'expired_token' : cause
    },
  }
}

function sasOf(settings: AzureSettings, options: AzureOptions): string | undefined {
  return resolveAzure(settings, options).sasToken
}

/** What Microsoft Entra ID says instead of giving a token (learn.microsoft.com/entra/identity-platform/reference-error-codes). */
const ENTRA_CAUSES: Record<string, DiagnosisCause> = {
  AADSTS90002: 'wrong_tenant',
  AADSTS900023: 'wrong_tenant',
  AADSTS700016: 'wrong_tenant',
  AADSTS7000222: 'expired_token',
  AADSTS7000215: 'wrong_secret',
}

function causeOf(thrown: unknown): DiagnosisCause {
  if (thrown instanceof BlockedAddress) return 'blocked_address'
  const failure = describeAzureFailure(thrown instanceof AppError && thrown.cause ? thrown.cause : thrown)
  if (!failure) return 'invalid_settings'
  const entra = ENTRA_CAUSES[/AADSTS\d+/.exec(failure.message)?.[0] ?? '']
  if (entra) return entra
  const known = CAUSES[failure.code] ?? (failure.status === null ? networkCause(failure.code) : null)
  if (known) return known
  if (failure.status === 401) return 'wrong_secret'
  if (failure.status === 403) return 'no_list_permission'
  if (failure.status !== null && failure.status >= 300 && failure.status < 400) return 'redirect'
  return (failure.status ?? 0) >= 500 ? 'server_error' : 'not_s3'
}

function credentialsOf({ accountName, accessKey, sasToken, connectionString, clientSecret }: AzureSettings): string {
  if (connectionString) return 'the connection string'
  if (accessKey) return `the access key of account ${accountName}`
  if (sasToken) return 'the SAS token'
  return clientSecret ? 'the service principal' : 'the workload identity'
}
