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
  peer: Peer,
  addresses: Addresses,
  timeoutMs = CONNECT_TIMEOUT_MS,
): Promise<DiagnosisStep> {
  const start = performance.now()
  const socket = await openSocket(peer, addresses, timeoutMs)
  try {
    const connected = `Connected to port ${peer.port} (${elapsed(start)})`
    if (!peer.secure) return { step: 'connection', ok: true, detail: `${connected}, without TLS.` }
    const shaken = performance.now()
    const { protocol, issuer, until } = await secureSocket(peer, socket, timeoutMs)
    const certificate = `a certificate${issuer ? ` of ${issuer}` : ''} valid until ${until.toISOString().slice(0, 10)}`
    const detail = `${connected}, ${protocol} with ${certificate} (${elapsed(shaken)}).`
    return { step: 'connection', ok: true, detail }
  } finally {
    socket.destroy()
  }
}

/** A connection to the first of its checked addresses; the caller destroys it. Throws what the socket says. */
export async function openSocket(
  { port }: Peer,
  addresses: Addresses,
  timeoutMs = CONNECT_TIMEOUT_MS,
): Promise<Socket> {
  const socket = connectPlain({ host: addresses[0]?.address, port })
  try {
    await ready(socket, 'connect', timeoutMs)
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  }
}

/** What a TLS handshake told. */
export type Handshake = { protocol: string; issuer: string | null; until: Date }

/** Speaks TLS over a connection and checks the certificate against the host. Throws what the socket says. */
export async function secureSocket(
  { host, ca }: Peer,
  socket: Socket,
  timeoutMs = CONNECT_TIMEOUT_MS,
): Promise<Handshake> {
  const servername = isIP(host) ? undefined : host
  const tls = connectTls({ socket, host, servername, ca: trusted(ca) })
  await ready(tls, 'secureConnect', timeoutMs)
  return describeTls(tls)
}

function describeTls(socket: TLSSocket): Handshake {
  const { valid_to: until, issuer } = socket.getPeerCertificate()
  return {
    protocol: socket.getProtocol() ?? 'TLS',
    issuer: [issuer?.O ?? issuer?.CN ?? []].flat()[0] ?? null,
    until: new Date(until),
  }
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
