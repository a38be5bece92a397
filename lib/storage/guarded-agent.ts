import { lookup as systemLookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import net, { type LookupFunction } from 'node:net'
import type { Duplex } from 'node:stream'
import { rootCertificates, TLSSocket } from 'node:tls'
import {
  type AddressPolicy,
  BlockedAddress,
  isForbiddenHost,
  mayConnect,
  PUBLIC_ONLY,
  parseAddress,
} from './guarded-address'

export interface GuardOptions {
  policy?: AddressPolicy
  /** PEM of an authority that is trusted besides the public ones. */
  ca?: string
  /** Replaces the system's name resolution. */
  lookup?: Lookup
  maxSockets?: number
  /** Bounds name resolution, TCP and TLS together; waiting for a free socket does not count. */
  connectTimeoutMs?: number
  /** How long a connection may be silent while it is used. By default the caller sees to that. */
  idleTimeoutMs?: number
}

export type Lookup = (hostname: string, options: { all: true }, callback: LookupCallback) => void
type LookupCallback = (error: NodeJS.ErrnoException | null, addresses: ResolvedAddress[]) => void
interface ResolvedAddress {
  address: string
  family: number
}

interface GuardedAgents {
  httpAgent: http.Agent
  httpsAgent: https.Agent
  destroy(): void
}

/**
 * Agents whose every connection resolves its host, checks each address against the policy and connects to a checked
 * address, so that a name which changes its answer in between gains nothing. TLS is always verified.
 */
export function guardedAgents(options: GuardOptions = {}): GuardedAgents {
  const shared = {
    keepAlive: true,
    maxSockets: options.maxSockets ?? 64,
    scheduling: 'lifo' as const,
    timeout: options.idleTimeoutMs,
  }
  const httpAgent = new http.Agent(shared)
  const httpsAgent = new https.Agent({ ...shared, rejectUnauthorized: true, ca: trusted(options.ca) })
  guard(httpAgent, options)
  guard(httpsAgent, options)
  return {
    httpAgent,
    httpsAgent,
    destroy: () => {
      httpAgent.destroy()
      httpsAgent.destroy()
    },
  }
}

/** The addresses of a host, every one of them permitted. Throws `BlockedAddress`, or the resolver's own error. */
export async function resolveChecked(
  host: string,
  port: number,
  options: GuardOptions = {},
): Promise<ResolvedAddress[]> {
  const refusal = literalRefusal(host, port, options)
  if (refusal) throw refusal
  const family = net.isIP(host)
  if (family) return [{ address: host, family }]
  const { lookup = systemLookup, policy = PUBLIC_ONLY } = options
  const addresses = await new Promise<ResolvedAddress[]>((resolve, reject) => {
    lookup(host, { all: true }, (error, found) => (error ? reject(error) : resolve(found)))
  })
  if (addresses.length === 0) throw noAddress(host)
  if (!addresses.every(({ address }) => mayConnect(policy, { host, address, port }))) throw new BlockedAddress(host)
  return addresses
}

/** Authorities for a TLS connection: undefined for Node's own, else those and one more. */
export function trusted(ca: string | undefined): string[] | undefined {
  return ca ? [...rootCertificates, ca] : undefined
}

function guard(agent: http.Agent, options: GuardOptions): void {
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (target, callback) => {
    const port = Number(target.port)
    const refusal = literalRefusal(target.host ?? '', port, options)
    if (!refusal) return bounded(connect({ ...target, lookup: guardedLookup(port, options) }, callback), options)
    process.nextTick(() => callback?.(refusal, new net.Socket()))
    return undefined
  }
}

function bounded(socket: Duplex | null | undefined, { connectTimeoutMs = 5000, idleTimeoutMs }: GuardOptions) {
  if (!socket) return socket
  if (idleTimeoutMs && socket instanceof net.Socket) socket.on('timeout', () => socket.destroy(timedOut()))
  const timer = setTimeout(() => socket.destroy(timedOut()), connectTimeoutMs)
  const ready = socket instanceof TLSSocket ? 'secureConnect' : 'connect'
  socket.once(ready, () => clearTimeout(timer)).once('close', () => clearTimeout(timer))
  return socket
}

function timedOut(): Error {
  return Object.assign(new Error('The other side did not answer in time'), { code: 'ETIMEDOUT' })
}

// Sockets to a literal address never call `lookup`.
function literalRefusal(host: string, port: number, { policy = PUBLIC_ONLY }: GuardOptions): Error | null {
  if (isForbiddenHost(host)) return new BlockedAddress(host)
  if (!parseAddress(host)) return null
  return mayConnect(policy, { host, address: host, port }) ? null : new BlockedAddress(host)
}

function guardedLookup(port: number, options: GuardOptions): LookupFunction {
  return (hostname, { all }, callback) => {
    resolveChecked(hostname, port, options).then(
      (addresses) =>
        all ? callback(null, addresses) : callback(null, addresses[0]?.address ?? '', addresses[0]?.family),
      (error) => callback(error, '', 0),
    )
  }
}

function noAddress(host: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND', hostname: host })
}
