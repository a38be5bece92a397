import 'server-only'
import type { Context } from '@/lib/auth/context'
import { cachedIdentity } from '@/lib/people/identity-cache'
import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'
import type { Capabilities } from './report'
import { findRecordOfStorage } from './store'

/**
 * What the doctor saw to work in a storage when it last looked; null when it never did, or when the resource was changed
 * since. A feature that needs `true` is off then. By its name; without one the primary storage.
 */
export async function capabilitiesOf(
  { workspace }: Pick<Context, 'workspace'>,
  storage = PRIMARY_STORAGE,
): Promise<Capabilities | null> {
  return cachedIdentity(`capabilities:${workspace.id}:${storage}`, async () => {
    const found = await findRecordOfStorage(workspace.id, storage)
    return found?.isCurrent ? (found.report?.capabilities ?? null) : null
  })
}
