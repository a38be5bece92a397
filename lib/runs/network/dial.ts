import 'server-only'
import { connect, type LookupFunction, type Socket } from 'node:net'
import { addressPolicy } from '@/lib/resources/types/open-s3'
import type { HostPort } from '@/lib/scripts/header/read-header'
import { resolveChecked } from '@/lib/storage/guarded-agent'

const CONNECT_MS = 10_000

/** A connection to an address of this server's own settings, such as that of the API: wherever it is. */
export async function dialOwn({ host, port }: HostPort): Promise<Socket> {
  return bounded(connect({ host, port, allowHalfOpen: true }))
}

/** A connection to a host that a script asks for: to an address of it that was looked at and may be reached. */
export async function dialHost({ host, port }: HostPort): Promise<Socket> {
  const found = await resolveChecked(host, port, { policy: addressPolicy() })
  const lookup: LookupFunction = (_, { all }, callback) => {
    if (all) callback(null, found)
    else callback(null, found[0]?.address ?? '', found[0]?.family)
  }
  return bounded(connect({ host, port, lookup, autoSelectFamily: true, allowHalfOpen: true }))
}

/** What fails at once, such as a network that is not there, is told before anybody else can listen: its end tells whoever couples it. */
function bounded(socket: Socket): Socket {
  socket.on('error', () => undefined)
  const timer = setTimeout(() => socket.destroy(), CONNECT_MS)
  return socket.once('connect', () => clearTimeout(timer)).once('close', () => clearTimeout(timer))
}
