import 'server-only'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { addressPolicy } from '@/lib/resources/types/open-s3'
import { hostsFile } from '@/lib/runs/hosts-file'
import { findSandbox } from '@/lib/runs/process/sandbox'
import { RunStopped } from '@/lib/runs/starter'
import type { HostPort } from '@/lib/scripts/header/read-header'
import { resolveChecked } from '@/lib/storage/guarded-agent'

/**
 * A file in the place of `/etc/hosts` that gives these hosts the addresses that they have now, each of them one that may be
 * reached: Deno looks names up itself, and a name that leads to an inner address a moment later would gain that. Undefined where no
 * host is asked for. Throws `BlockedAddress`, and `RunStopped` where nothing holds names in their place or a host is not found.
 */
export async function pinnedHosts(hosts: readonly HostPort[]): Promise<string | undefined> {
  if (hosts.length === 0) return undefined
  const sandbox = await findSandbox()
  if (sandbox.program === null)
    throw new RunStopped(`A script that asks for hosts does not run here: ${sandbox.reason}. Install bubblewrap.`)
  const pinned = await Promise.all(hosts.map(linesOf))
  // The first line that has a name counts; with a dot behind it, it is the same name.
  return hostsFile([...pinned.flat(), await readFile('/etc/hosts', 'utf8').catch(() => '127.0.0.1 localhost')])
}

async function linesOf({ host, port }: HostPort): Promise<string[]> {
  const addresses = await resolveHost(host, port)
  return isIP(host) ? [] : addresses.map(({ address }) => `${address} ${host} ${host}.`)
}

/** The addresses of a host that a script asks for, all of which may be reached. */
export async function resolveHost(host: string, port: number) {
  return resolveChecked(host, port, { policy: addressPolicy() }).catch((cause) => {
    if (cause instanceof Error && 'code' in cause && cause.code !== 'forbidden')
      throw new RunStopped(`The script asks for the host ${host}, which cannot be found.`, { cause })
    throw cause
  })
}
