import 'server-only'
import { mkdtemp } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from '@/lib/env'
import { processWide } from '@/lib/shared'

/** Where a script finds the API that has no network: at a port of its own loopback, which is joined to this socket. */
export type WayOut = { port: number; folder: string; path: string }

/** The lowest port that whoever is not root may listen on. */
const FIRST_FREE_PORT = 1024

/** The socket of this process that leads to the API and nowhere else; null where the API has no plain port of its own. */
export async function apiSocket(): Promise<WayOut | null> {
  const { protocol, hostname, port } = new URL(env().apiUrl)
  const isOurs = protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname)
  if (!isOurs || Number(port) < FIRST_FREE_PORT) return null
  return processWide(`api-socket-${port}`, () => open(Number(port)))
}

async function open(port: number): Promise<WayOut> {
  // Of its own and short: the path of a socket has at most 107 bytes.
  const folder = await mkdtemp(join(tmpdir(), 'granary-api-'))
  const path = join(folder, 'api.sock')
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
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
  return { port, folder, path }
}
