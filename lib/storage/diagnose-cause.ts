import { AppError } from '@/lib/errors'
import type { DiagnosisCause, DiagnosisProblem } from './diagnosis'
import { BlockedAddress } from './guarded-address'
import { describeFailure, isCertificateCode, type S3Failure, translateS3Error } from './s3-errors'
import { NotS3 } from './s3-list'
import { type S3Settings, signingRegion } from './s3-settings'
import { RoleRefused } from './sts-errors'

const CAUSES: Record<string, DiagnosisCause> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
  TimeoutError: 'timeout',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  EPROTO: 'plain_expected',
  CredentialsProviderError: 'no_credentials',
  InvalidAccessKeyId: 'unknown_key',
  XAdminUserNotFound: 'unknown_key',
  SignatureDoesNotMatch: 'wrong_secret',
  ExpiredToken: 'expired_token',
  InvalidToken: 'expired_token',
  RequestTimeTooSkewed: 'clock_skew',
  RequestExpired: 'clock_skew',
  AuthorizationHeaderMalformed: 'wrong_region',
  IllegalLocationConstraintException: 'wrong_region',
  NoSuchBucket: 'missing_bucket',
  InvalidBucketName: 'missing_bucket',
  AccessDenied: 'no_list_permission',
  AllAccessDisabled: 'no_list_permission',
}

/** What lies behind a failed request, with its sentence and, where the server itself names the remedy, a fix. */
export function problemOf(thrown: unknown, settings: S3Settings): DiagnosisProblem {
  const error = originOf(thrown)
  const translated = translateS3Error(error, settings)
  // Not from a socket, not from a server: the answer could not be read as S3.
  if (!(translated instanceof AppError)) return { cause: 'not_s3', sentence: new NotS3(settings).message }
  const failure = describeFailure(error)
  const cause = causeOf(error, failure)
  const sentence = cause === 'not_s3' ? new NotS3(settings).message : translated.message
  const region = failure?.region
  if (region && region !== signingRegion(settings) && (cause === 'wrong_region' || cause === 'redirect')) {
    return { cause: 'wrong_region', sentence, fix: { label: `Use region ${region}`, changes: { region } } }
  }
  return { cause, sentence }
}

// A store has translated its errors already; what they came from tells more.
function originOf(thrown: unknown): unknown {
  if (thrown instanceof RoleRefused) return thrown
  return thrown instanceof AppError && thrown.cause ? thrown.cause : thrown
}

function causeOf(error: unknown, failure: S3Failure | null): DiagnosisCause {
  if (error instanceof BlockedAddress) return 'blocked_address'
  if (error instanceof NotS3) return 'not_s3'
  if (error instanceof RoleRefused) return 'role_refused'
  if (!failure) return 'invalid_settings'
  if (isCertificateCode(failure.code)) return 'tls_certificate'
  if (/^(ERR_SSL|ERR_TLS)/.test(failure.code)) return 'plain_expected'
  if (/^HPE_/.test(failure.code)) return 'tls_expected'
  if (failure.status !== null && failure.status >= 300 && failure.status < 400) return 'redirect'
  const known = CAUSES[failure.code]
  if (known) return known
  return (failure.status ?? 0) >= 500 ? 'server_error' : 'not_s3'
}
