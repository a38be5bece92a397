import 'server-only'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { connect, createServer, isIP, isIPv4 } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from '@/lib/env'
import type { WayOut } from '@/lib/runs/runtime'
import { processWide, takeShared } from '@/lib/shared'

/** The lowest port that whoever is not root may listen on. */
const FIRST_FREE_PORT = 1024

type Address = { host: string; port: number }

/** The socket of this process that leads to the API, wherever that is, and nowhere else. */
export async function apiSocket(): Promise<WayOut> {
  const address = apiAddress(env().apiUrl)
  const name = `api-socket-${address.host}-${address.port}`
  const opening = processWide(name, () => open(address))
  try {
    return await opening
  } catch (error) {
    takeShared(name) // the next run tries again
    throw error
  }
}

function apiAddress(url: string): Address {
  const { protocol, hostname, port } = new URL(url)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) }
}

async function open(target: Address): Promise<WayOut> {
  // Of its own and short: the path of a socket has at most 107 bytes.
  const folder = await mkdtemp(join(tmpdir(), 'granary-api-'))
  const path = join(folder, 'api.sock')
  const server = createServer((near) => {
    const far = connect(target)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
      one.pipe(other)
    }
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve))
  server.unref()
  const hosts = join(folder, 'hosts')
  await writeFile(hosts, `127.0.0.1 localhost\n::1 localhost\n${isIP(target.host) ? '' : `127.0.0.1 ${target.host}\n`}`)
  return { folder, hosts, ...insideOf(target, path) }
}

/** Where the script finds it: at the same address, so that links and signatures stay right, on a loopback that is its own. */
function insideOf({ host, port }: Address, path: string): Pick<WayOut, 'env' | 'capabilities'> {
  const address = isIP(host) ? host : '127.0.0.1'
  const isLoopback = isIPv4(address) ? address.startsWith('127.') : address === '::1'
  const relay = { address, port, path, claim: !isLoopback }
  return {
    env: { GRANARY_RELAY: JSON.stringify(relay) },
    // Inside its own network, and given up before the script is read.
    capabilities: [
      ...(isLoopback ? [] : ['CAP_NET_ADMIN']),
      ...(port < FIRST_FREE_PORT ? ['CAP_NET_BIND_SERVICE'] : []),
    ],
  }
}
