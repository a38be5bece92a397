import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { fullAccess, knownKeysOnly, type Rule } from '@/lib/permissions/rules'
import { canReadResource } from '@/lib/resources/get-readable-resource'
import { openResourceStore } from '@/lib/resources/open-resource-store'
import type { ObjectStore } from '@/lib/storage/object-store'
import { concealed, concealedStore, openedFor } from './concealed-store'
import { PRIMARY_STORAGE } from './schema'
import { findStorage } from './store'

/** A store together with what this actor may do in it; every use case asks `rules` before it touches `store`. */
export type OpenStorage = { name: string; store: ObjectStore; rules: readonly Rule[] }

/**
 * Opens a storage of the workspace by name. Throws `not_found` for the primary storage when none is set, `invalid` for an
 * unknown secondary one. A public storage ignores its resource's own permissions; in another one, whoever cannot read
 * the resource has only the keys that they know, and failures tell them nothing of it.
 */
export async function openStorage(ctx: Context, input: { storage?: string }): Promise<OpenStorage> {
  const name = input.storage || PRIMARY_STORAGE
  const setting = await findStorage(ctx.workspace.id, name)
  if (!setting) throw missingStorage(name)
  const mayBrowse = setting.publicResource || (await canReadResource(ctx, setting.resourcePath))
  const open = () => openResourceStore(ctx.workspace.id, setting.resourcePath)
  if (mayBrowse) return { name, store: await openedFor(ctx, open), rules: fullAccess }
  return { name, store: concealedStore(await concealed(open)), rules: knownKeysOnly }
}

function missingStorage(name: string): AppError {
  if (name === PRIMARY_STORAGE)
    return new AppError('not_found', 'No files storage resource defined at the workspace level')
  return new AppError('invalid', `No files storage named '${name}' is defined at the workspace level.`)
}
