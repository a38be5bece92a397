import 'server-only'
import { createHash } from 'node:crypto'
import { type Context, requireAdmin } from '@/lib/auth/context'
import { PRIMARY_STORAGE, type StorageSettings } from './schema'
import { listStoredStorages, type StoredStorage } from './store'

/** The storages of the workspace, for whoever administers it. */
export async function getStorageSettings(ctx: Context): Promise<StorageSettings> {
  requireAdmin(ctx)
  const storages = await listStoredStorages(ctx.workspace.id)
  const primary = storages.find(({ name }) => name === PRIMARY_STORAGE)
  return {
    version: versionOf(storages),
    primary: primary ? { resourcePath: primary.resourcePath, publicResource: primary.publicResource } : null,
    secondary: storages.filter(({ name }) => name !== PRIMARY_STORAGE),
  }
}

/** Tells one state of the settings from another. */
export function versionOf(storages: StoredStorage[]): string {
  const facts = storages.map(({ name, resourcePath, publicResource }) => [name, resourcePath, publicResource])
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16)
}
