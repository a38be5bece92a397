import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { type DiagnosisContext, type DiagnosisStep, elapsed } from './diagnosis'
import { type GuardOptions, resolveChecked, trusted } from './guarded-agent'
import { requestHost } from './s3-settings'

const CONNECT_TIMEOUT_MS = 5000

/** A server that is to be reached. */
export interface Peer {
  host: string
  port: number
  secure: boolean
  /** PEM of an authority that is trusted besides the public ones. */
  ca?: string
}

type Addresses = DiagnosisContext['addresses']

/** Looks the host up and checks every address of it. */
export async function checkAddress(context: DiagnosisContext): Promise<DiagnosisStep> {
  const { step, addresses } = await probeAddress(requestHost(context.settings), context.options)
  context.addresses = addresses
  return step
}

/** Opens a connection to a checked address and, where the settings say so, TLS over it. */
export async function checkConnection({ settings, options, addresses }: DiagnosisContext): Promise<DiagnosisStep> {
  return probeConnection({ ...requestHost(settings), ca: settings.caCertificate }, addresses, options.connectTimeoutMs)
}

/** The same for any server: the addresses of a host, every one of them permitted. */
export async function probeAddress(peer: Peer, options: GuardOptions) {
  const { host, port } = peer
  const start = performance.now()
  const addresses = await resolveChecked(host, port, options)
  const [first, ...others] = addresses.map(({ address }) => address)
  const known = isIP(host) ? `${host} is an address` : `${host} is at ${first}`
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  const step: DiagnosisStep = { step: 'address', ok: true, detail: `${known}${more} (${elapsed(start)}).` }
  return { step, addresses }
}

/** A connection to the first of its checked addresses. Throws what the socket says. */
export async function probeConnection(
  { host, port, secure, ca }: Peer,
  addresses: Addresses,
  timeoutMs = CONNECT_TIMEOUT_MS,
): Promise<DiagnosisStep> {
  const start = performance.now()
  const socket = connectPlain({ host: addresses[0]?.address, port })
  try {
    await ready(socket, 'connect', timeoutMs)
    const connected = `Connected to port ${port} (${elapsed(start)})`
    if (!secure) return { step: 'connection', ok: true, detail: `${connected}, without TLS.` }
    const shaken = performance.now()
    const servername = isIP(host) ? undefined : host
    const tls = connectTls({ socket, host, servername, ca: trusted(ca) })
    await ready(tls, 'secureConnect', timeoutMs)
    return { step: 'connection', ok: true, detail: `${connected}, ${describeTls(tls)} (${elapsed(shaken)}).` }
  } finally {
    socket.destroy()
  }
}

function describeTls(socket: TLSSocket): string {
  const { valid_to: until, issuer } = socket.getPeerCertificate()
  const signer = issuer?.O ?? issuer?.CN
  return `${socket.getProtocol()} with a certificate${signer ? ` of ${signer}` : ''} valid until ${new Date(until).toISOString().slice(0, 10)}`
}

function ready(socket: Socket, event: 'connect' | 'secureConnect', timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => socket.destroy(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })),
      timeoutMs,
    )
    socket.once(event, resolve)
    socket.once('error', reject)
    socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })))
    for (const end of [event, 'error', 'close']) socket.once(end, () => clearTimeout(timer))
  })
}
