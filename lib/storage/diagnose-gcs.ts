import { AppError } from '@/lib/errors'
import { type Diagnosed, diagnoseStore } from './diagnose-store'
import type { DiagnosisCause, DiagnosisStep } from './diagnosis'
import { openGcs } from './gcs'
import type { GcsOptions } from './gcs-client'
import { describeGcsFailure, translateGcsError } from './gcs-errors'
import { type GcsSettings, gcsHost, resolveGcs } from './gcs-settings'
import { BlockedAddress } from './guarded-address'
import { networkCause } from './network-causes'

const IDLE_TIMEOUT_MS = 10_000

const STATUS: Record<number, DiagnosisCause> = { 401: 'wrong_secret', 403: 'no_list_permission', 404: 'missing_bucket' }

/** Tests the settings of a bucket on Google Cloud Storage stage by stage. */
export function diagnoseGcs(settings: GcsSettings, options: GcsOptions = {}): AsyncGenerator<DiagnosisStep> {
  return diagnoseStore(diagnosedGcs(settings, options))
}

/** A bucket whose settings are to be tried. */
export function diagnosedGcs(settings: GcsSettings, options: GcsOptions = {}): Diagnosed {
  const patience = { idleTimeoutMs: IDLE_TIMEOUT_MS, ...options, maxAttempts: 1 }
  const email = settings.serviceAccountKey?.client_email
  return {
    options: patience,
    open: () => openGcs(settings, patience),
    words: {
      credentials: email ? `the service account ${email}` : 'the identity of this server',
      container: `bucket "${settings.bucket}"`,
    },
    peer: () => ({ ...gcsHost(resolveGcs(settings, patience)), ca: settings.caCertificate }),
    translate: (error) => translateGcsError(error, { settings, endpoint: resolveGcs(settings, patience) }),
    causeOf,
  }
}

function causeOf(thrown: unknown): DiagnosisCause {
  if (thrown instanceof BlockedAddress) return 'blocked_address'
  const failure = describeGcsFailure(thrown instanceof AppError && thrown.cause ? thrown.cause : thrown)
  if (!failure) return 'invalid_settings'
  if (failure.code === 'NoCredentials') return 'no_credentials'
  const known = failure.status === null ? networkCause(failure.code) : STATUS[failure.status]
  if (known) return known
  if (failure.status !== null && failure.status >= 300 && failure.status < 400) return 'redirect'
  return (failure.status ?? 0) >= 500 ? 'server_error' : 'not_s3'
}
