import 'server-only'
import { AppError } from '@/lib/errors'
import { couldListBelow } from '@/lib/permissions/access'
import type { OpenStorage } from '@/lib/storage-settings/opened-storage'

/** Throws `forbidden` unless the actor may see something under a prefix: a change of a whole folder would tell. */
export function requireBrowsing({ access }: OpenStorage, prefix: string): void {
  if (couldListBelow(access, prefix)) return
  const place = prefix === '' ? 'this storage' : `${JSON.stringify(prefix)} in this storage`
  throw new AppError('forbidden', `You may not browse ${place}. Ask an admin of the workspace for access to it.`)
}
