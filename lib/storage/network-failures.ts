import type { ErrorCode } from '@/lib/errors'

type Peer = { host: string; port: number }
type Sentence = (peer: Peer) => string

const closed: Sentence = ({ host }) => `${host} closed the connection before its answer was complete.`
const unreachable: Sentence = ({ host }) => `There is no way to ${host} from this machine.`
const late: Sentence = ({ host }) => `${host} did not answer in time.`

const SENTENCES: Record<string, Sentence> = {
  ENOTFOUND: ({ host }) => `There is no host ${host}. Check the names in the resource.`,
  EAI_AGAIN: ({ host }) => `The name ${host} could not be looked up. Check the endpoint and this machine's DNS.`,
  ECONNREFUSED: ({ host, port }) =>
    `Nothing answers at ${host}, port ${port}. Check the endpoint and that the server runs.`,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: late,
  ECONNRESET: closed,
  EPIPE: closed,
  ERR_STREAM_PREMATURE_CLOSE: closed,
  CERT_HAS_EXPIRED: ({ host }) => `The TLS certificate of ${host} has expired.`,
  ERR_TLS_CERT_ALTNAME_INVALID: ({ host }) => `The TLS certificate at ${host} was made for another host.`,
  EPROTO: ({ host }) => `${host} does not speak TLS on this port. Turn "use SSL" off or correct the port.`,
}

const CERTIFICATE_CODES =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|INVALID_CA|HOSTNAME_MISMATCH|ERR_TLS_CERT)/

/** What a failure between this machine and a server means, by the code of Node; null for another code. */
export function networkFailure(code: string, peer: Peer): { code: ErrorCode; sentence: string } | null {
  const sentence = Object.hasOwn(SENTENCES, code) ? SENTENCES[code] : undefined
  if (sentence) return { code: 'unavailable', sentence: sentence(peer) }
  if (CERTIFICATE_CODES.test(code)) {
    const unsigned = `The TLS certificate of ${peer.host} is not signed by an authority that this machine trusts.`
    return { code: 'unavailable', sentence: unsigned }
  }
  if (/^(ERR_SSL|ECONN|EAI|ENET|EHOST|HPE_)/.test(code))
    return { code: 'unavailable', sentence: `The connection to ${peer.host} failed (${code}).` }
  return null
}
