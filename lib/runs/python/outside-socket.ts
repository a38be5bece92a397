import 'server-only'
import { mkdtemp } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addressPolicy } from '@/lib/resources/types/open-s3'
import type { HostPort } from '@/lib/scripts/header/read-header'
import { processWide, takeShared } from '@/lib/shared'
import { resolveChecked } from '@/lib/storage/guarded-agent'

/** Of all scripts together to one address: more would take the descriptors that the server needs for itself. */
const MAX_CONNECTIONS = 1000

/** A socket of this process that leads to one address, and the folder that holds nothing else. */
export type OutsideSocket = { folder: string; path: string }

/** The one that leads to the API, wherever that is. */
export function socketToApi(target: HostPort): Promise<OutsideSocket> {
  return shared(`api-socket-${target.host}-${target.port}`, async () => connect(target))
}

/** One that leads to a host that scripts ask for: each connection to an address of it that was looked at and may be reached. */
export function socketToHost(target: HostPort): Promise<OutsideSocket> {
  return shared(`host-socket-${target.host}-${target.port}`, async () => {
    const found = await resolveChecked(target.host, target.port, { policy: addressPolicy() })
    const { address } = found.find(({ family }) => family === 4) ?? found[0] ?? { address: '' }
    return connect({ host: address, port: target.port })
  })
}

async function shared(name: string, dial: () => Promise<Socket>): Promise<OutsideSocket> {
  const opening = processWide(name, () => open(dial))
  try {
    return await opening
  } catch (error) {
    takeShared(name) // the next run tries again
    throw error
  }
}

async function open(dial: () => Promise<Socket>): Promise<OutsideSocket> {
  // Of its own and short: the path of a socket has at most 107 bytes.
  const folder = await mkdtemp(join(tmpdir(), 'granary-out-'))
  const path = join(folder, 'out.sock')
  const server = createServer((near) => {
    near.on('error', () => near.destroy())
    dial().then(
      (far) => couple(near, far),
      () => near.destroy(),
    )
  })
  server.maxConnections = MAX_CONNECTIONS
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve))
  server.unref()
  return { folder, path }
}

function couple(near: Socket, far: Socket): void {
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on('error', () => other.destroy())
    one.on('close', () => other.destroy())
    one.pipe(other)
  }
  if (near.destroyed) far.destroy()
}
