import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { PRIMARY_STORAGE } from './schema'
import { listStoredStorages } from './store'

/**
 * Throws unless the workspace has a storage of that name, in the words that published clients know from where they ask for
 * connections: `not_found` without a primary one, `invalid` for an unknown secondary one.
 */
export async function requireStorage({ workspace }: Context, name: string): Promise<void> {
  const storages = await listStoredStorages(workspace.id)
  if (storages.some((storage) => storage.name === name)) return
  if (name === PRIMARY_STORAGE)
    throw new AppError('not_found', 'No datasets storage resource defined at the workspace level')
  throw new AppError('invalid', `No files storage named '${name}' is defined at the workspace level.`)
}
