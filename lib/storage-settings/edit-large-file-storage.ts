import 'server-only'
import { type Context, requireAdmin } from '@/lib/auth/context'
import { parse } from '@/lib/parse'
import { getStorageSettings } from './get-storage-settings'
import { saveStorageSettings } from './save-storage-settings'
import { saveStorageSettingsSchema } from './schema'
import { type EditLargeFileStorage, readLargeFileStorage } from './wire'

/** Replaces the storages of the workspace by what a published client sent, which knows no versions: the last one wins. */
export async function editLargeFileStorage(ctx: Context, { large_file_storage }: EditLargeFileStorage): Promise<void> {
  requireAdmin(ctx)
  const { version } = await getStorageSettings(ctx)
  await saveStorageSettings(
    ctx,
    parse(saveStorageSettingsSchema, { version, ...readLargeFileStorage(large_file_storage) }),
  )
}
