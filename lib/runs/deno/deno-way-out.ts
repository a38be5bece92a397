import 'server-only'
import { isIP } from 'node:net'
import { env } from '@/lib/env'
import { resolveHost } from '@/lib/runs/network/resolve-host'
import { hostPortOf, isLoopback, openWayOut } from '@/lib/runs/network/way-out'
import { findSandbox } from '@/lib/runs/process/sandbox'
import type { WayOut } from '@/lib/runs/runtime'
import { RunStopped } from '@/lib/runs/starter'
import type { HostPort } from '@/lib/scripts/header/read-header'

const NPM = 'https://registry.npmjs.org'

/**
 * The API, the registry of npm, which Deno itself asks for packages, and these hosts; null where Deno's permissions alone stand between
 * a script and the network. Those are not enough for hosts: Deno looks names up by itself, each time and for each family of
 * addresses anew, so whoever owns a name could lead it to an inner address. Throws `RunStopped`.
 */
export async function denoWayOut(hosts: readonly HostPort[]): Promise<WayOut | null> {
  await Promise.all(hosts.map(({ host, port }) => resolveHost(host, port))) // says before it runs what may not be reached
  const obstacle = await obstacleTo(hosts)
  if (obstacle === null) {
    const own = [...apiAddresses(), hostPortOf(ownRegistry() ?? NPM)]
    return openWayOut({ own: own.filter(({ host }) => isFindable(host)), hosts })
  }
  if (hosts.length === 0) return null
  throw new RunStopped(`TypeScript reaches no hosts but the API here: ${obstacle}.`)
}

/** The API under both of its addresses. */
export function apiAddresses(): HostPort[] {
  return [env().apiUrl, env().publicUrl].map(hostPortOf)
}

/** Of this server, as npm is told of it; null for the public one, and where a password stands in it. */
export function ownRegistry(): string | null {
  const address = process.env.NPM_CONFIG_REGISTRY ?? process.env.npm_config_registry
  return address && !/\/\/[^/]*@/.test(address) ? address : null
}

/** Why TypeScript has no network of its own; null where it has one. */
async function obstacleTo(hosts: readonly HostPort[]): Promise<string | null> {
  const api = hostPortOf(env().apiUrl).host
  const sandbox = await findSandbox()
  if (sandbox.program === null) return `nothing would keep it from inner addresses (${sandbox.reason})`
  if (!isFindable(api)) return `set API_URL to an address with a name in the place of ${api}`
  const bare = hosts.find(({ host }) => !isFindable(host))
  return bare ? `it asks for ${bare.host}, and finds hosts by their names alone` : null
}

/** Deno cannot give an address to its loopback: a name is led to one that is there. */
function isFindable(host: string): boolean {
  return isIP(host) === 0 || isLoopback(host)
}
