import type { S3Options } from './s3-client'
import type { S3Settings } from './s3-settings'

/** What a connection test has established; the last one tells why it ended. */
export interface DiagnosisStep {
  step: 'address' | 'connection' | 'signature' | 'list' | 'read' | 'write'
  ok: boolean
  /** What was done and what came of it, in a sentence. */
  detail: string
  problem?: DiagnosisProblem
}

export interface DiagnosisProblem {
  cause: DiagnosisCause
  /** What is wrong and what to do. */
  sentence: string
  /** A change of the settings that was tried and works. */
  fix?: DiagnosisFix
}

export interface DiagnosisFix {
  label: string
  changes: Partial<S3Settings>
}

export type DiagnosisCause =
  | 'invalid_settings'
  | 'dns'
  | 'blocked_address'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'closed'
  | 'tls_certificate'
  | 'tls_expected'
  | 'plain_expected'
  | 'no_credentials'
  | 'role_refused'
  | 'unknown_key'
  | 'wrong_secret'
  | 'expired_token'
  | 'wrong_tenant'
  | 'clock_skew'
  | 'wrong_region'
  | 'redirect'
  | 'path_style'
  | 'bucket_in_endpoint'
  | 'missing_bucket'
  | 'no_list_permission'
  | 'no_read_permission'
  | 'no_write_permission'
  | 'not_s3'
  | 'server_error'

export interface DiagnosisOptions extends S3Options {
  /** Also writes and removes a small object. */
  write?: boolean
}

/** What the stages of one test know of each other. */
export interface DiagnosisContext {
  settings: S3Settings
  options: DiagnosisOptions
  /** Checked addresses of the host that requests go to. */
  addresses: { address: string; family: number }[]
  /** A listed object that has at least one byte. */
  sample: string | null
}

/** Milliseconds since `start`, for people. */
export function elapsed(start: number): string {
  return `${Math.max(1, Math.round(performance.now() - start))} ms`
}
