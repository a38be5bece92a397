import 'server-only'
import { createHash } from 'node:crypto'
import { type Context, requireAdmin } from '@/lib/auth/context'
import { PRIMARY_STORAGE, type StorageLink, type StorageSettings } from './schema'
import { listStoredStorages, type StoredStorage } from './store'

/** The storages of the workspace, for whoever administers it. */
export async function getStorageSettings(ctx: Context): Promise<StorageSettings> {
  requireAdmin(ctx)
  const storages = await listStoredStorages(ctx.workspace.id)
  const primary = storages.find(({ name }) => name === PRIMARY_STORAGE)
  return {
    version: versionOf(storages),
    primary: primary ? withoutName(primary) : null,
    secondary: storages.filter(({ name }) => name !== PRIMARY_STORAGE),
  }
}

function withoutName({ name: _, ...link }: StoredStorage): StorageLink {
  return link
}

/** Tells one state of the settings from another. */
export function versionOf(storages: StoredStorage[]): string {
  const facts = storages.map(({ name, resourcePath, publicResource, rules }) => [
    name,
    resourcePath,
    publicResource,
    rules,
  ])
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16)
}
