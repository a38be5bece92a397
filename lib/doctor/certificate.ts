import type { Handshake } from '@/lib/storage/diagnose-connection'
import type { Finding } from './examine'

const DAY_MS = 24 * 3600 * 1000
/** A certificate that ends sooner is worth a warning. */
const SOON_DAYS = 14

/** What is to be said of a TLS handshake that succeeded. */
export function judgeCertificate({ protocol, issuer, until }: Handshake, now = Date.now()): Finding {
  const days = Math.floor((until.getTime() - now) / DAY_MS)
  const evidence = `${protocol}, a certificate for this name${issuer ? ` from ${issuer}` : ''}, valid until ${until.toISOString().slice(0, 10)}.`
  if (days >= SOON_DAYS) return { state: 'passed', evidence }
  const problem = `The certificate ends in ${days} ${days === 1 ? 'day' : 'days'}.`
  return { state: 'warning', evidence, cause: 'certificate_ends', problem, remedy: 'Renew it on the storage server.' }
}
