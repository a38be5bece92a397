import type { DiagnosisCause } from './diagnosis'
import { isCertificateCode } from './s3-errors'

const CAUSES: Record<string, DiagnosisCause> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  EPROTO: 'plain_expected',
}

/** What a code of Node says of the way to a server; null for other codes. */
export function networkCause(code: string): DiagnosisCause | null {
  if (isCertificateCode(code)) return 'tls_certificate'
  if (/^(ERR_SSL|ERR_TLS)/.test(code)) return 'plain_expected'
  if (/^HPE_/.test(code)) return 'tls_expected'
  return CAUSES[code] ?? null
}
