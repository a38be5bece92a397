import 'server-only'
import { addressPolicy } from '@/lib/resources/types/open-s3'
import { RunStopped } from '@/lib/runs/starter'
import { resolveChecked } from '@/lib/storage/guarded-agent'

/** The addresses of a host that a script asks for, all of which may be reached. Throws `BlockedAddress`, and `RunStopped` for one that is not found. */
export async function resolveHost(host: string, port: number) {
  return resolveChecked(host, port, { policy: addressPolicy() }).catch((cause) => {
    if (cause instanceof Error && 'code' in cause && cause.code !== 'forbidden')
      throw new RunStopped(`The script asks for the host ${host}, which cannot be found.`, { cause })
    throw cause
  })
}
