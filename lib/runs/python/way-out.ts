import 'server-only'
import { isIP, isIPv4 } from 'node:net'
import { env } from '@/lib/env'
import { hostsFile } from '@/lib/runs/hosts-file'
import type { WayOut } from '@/lib/runs/runtime'
import type { HostPort } from '@/lib/scripts/header/read-header'
import { socketToApi, socketToHost } from './outside-socket'

/** The lowest port that whoever is not root may listen on. */
const FIRST_FREE_PORT = 1024

/** What the wrapper listens on: `alias` numbers an address that its own loopback has to be given first. */
type Relay = { address: string; port: number; path: string; alias: number | null }

/** Out of the sandbox: to the API and to these hosts, each found at its own name and port, so that links, certificates and signatures stay right. */
export async function wayOutTo(hosts: readonly HostPort[]): Promise<WayOut> {
  const api = apiAddress(env().apiUrl)
  const wanted = distinct(hosts).filter(({ host, port }) => host !== api.host || port !== api.port)
  const names = [...new Set([api, ...wanted].map(({ host }) => host))]
  const sockets = await Promise.all([socketToApi(api), ...wanted.map(socketToHost)])
  const addresses = [api, ...wanted].map(({ host }) => insideAddress(host, names))
  const relays = [api, ...wanted].map(({ port }, at): Relay => {
    const address = addresses[at] ?? ''
    return { address, port, path: sockets[at]?.path ?? '', alias: aliasOf(address, at, addresses) }
  })
  const lines = names.filter((host) => !isIP(host)).map((host) => `${insideAddress(host, names)} ${host}`)
  const needs = {
    CAP_NET_ADMIN: relays.some(({ alias }) => alias !== null),
    CAP_NET_BIND_SERVICE: relays.some(({ port }) => port < FIRST_FREE_PORT),
  }
  return {
    folders: sockets.map(({ folder }) => folder),
    hosts: await hostsFile([...lines, '127.0.0.1 localhost', '::1 localhost']),
    env: { GRANARY_RELAY: JSON.stringify(relays) },
    // Inside its own network, and given up before the script is read.
    capabilities: Object.entries(needs).flatMap(([name, isNeeded]) => (isNeeded ? [name] : [])),
  }
}

function apiAddress(url: string): HostPort {
  const { protocol, hostname, port } = new URL(url)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) }
}

function distinct(hosts: readonly HostPort[]): HostPort[] {
  return [...new Map(hosts.map((each) => [`${each.host}:${each.port}`, each])).values()]
}

/** Each name has an address of its own on the loopback of the sandbox, the API the first. */
function insideAddress(host: string, names: string[]): string {
  return isIP(host) ? host : `127.0.0.${names.indexOf(host) + 1}`
}

/** An address is given to the loopback once, however many ports are listened on there. */
function aliasOf(address: string, at: number, addresses: string[]): number | null {
  const isLoopback = isIPv4(address) ? address.startsWith('127.') : address === '::1'
  return isLoopback || addresses.indexOf(address) < at ? null : at + 1
}
