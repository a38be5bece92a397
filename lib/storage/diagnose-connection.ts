import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { type DiagnosisContext, type DiagnosisStep, elapsed } from './diagnosis'
import { resolveChecked, trusted } from './guarded-agent'
import { requestHost } from './s3-settings'

const CONNECT_TIMEOUT_MS = 5000

/** Looks the host up and checks every address of it. */
export async function checkAddress(context: DiagnosisContext): Promise<DiagnosisStep> {
  const { host, port } = requestHost(context.settings)
  const start = performance.now()
  context.addresses = await resolveChecked(host, port, context.options)
  const [first, ...others] = context.addresses.map(({ address }) => address)
  const known = isIP(host) ? `${host} is an address` : `${host} is at ${first}`
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  return { step: 'address', ok: true, detail: `${known}${more} (${elapsed(start)}).` }
}

/** Opens a connection to a checked address and, where the settings say so, TLS over it. */
export async function checkConnection({ settings, options, addresses }: DiagnosisContext): Promise<DiagnosisStep> {
  const { host, port, secure } = requestHost(settings)
  const start = performance.now()
  const timeoutMs = options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS
  const socket = connectPlain({ host: addresses[0]?.address, port })
  try {
    await ready(socket, 'connect', timeoutMs)
    const connected = `Connected to port ${port} (${elapsed(start)})`
    if (!secure) return { step: 'connection', ok: true, detail: `${connected}, without TLS.` }
    const shaken = performance.now()
    const servername = isIP(host) ? undefined : host
    const tls = connectTls({ socket, host, servername, ca: trusted(settings.caCertificate) })
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
