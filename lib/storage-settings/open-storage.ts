import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { cachedIdentity } from '@/lib/people/identity-cache'
import { fullAccess, knownKeysOnly, type Rule } from '@/lib/permissions/rules'
import { canReadResource } from '@/lib/resources/get-readable-resource'
import { openResourceStore } from '@/lib/resources/open-resource-store'
import { observe } from '@/lib/run-files/observe'
import { limitAccess, requireStorageScope, rulesFor } from './access-of'
import { concealed, concealedStore, openedFor } from './concealed-store'
import { OpenStorage } from './opened-storage'
import { PRIMARY_STORAGE } from './schema'
import { findStorage, type StoredStorage } from './store'

/**
 * Opens a storage of the workspace by name. Throws `not_found` for the primary storage when none is set, `invalid` for an
 * unknown secondary one. Advanced rules decide alone where they are on; else a public storage ignores its resource's own
 * permissions, and in another one whoever cannot read the resource has only the keys that they know. Failures tell nothing
 * of the resource to who may not read it.
 */
export async function openStorage(ctx: Context, input: { storage?: string }): Promise<OpenStorage> {
  const name = input.storage || PRIMARY_STORAGE
  requireStorageScope(ctx, name)
  const { id } = ctx.workspace
  const setting = await cachedIdentity(`storage:${id}:${name}`, () => findStorage(id, name))
  if (!setting) throw missingStorage(name)
  const maySee = await canReadResource(ctx, setting.resourcePath)
  const access = limitAccess(ctx, await rulesOf(ctx, setting, maySee))
  const open = () => openResourceStore(ctx.workspace.id, setting.resourcePath)
  const store = maySee ? await openedFor(ctx, open) : concealedStore(await concealed(open))
  return new OpenStorage({ name, access, store: await observe(ctx, name, store) })
}

async function rulesOf(
  ctx: Context,
  { rules, publicResource }: StoredStorage,
  maySee: boolean,
): Promise<readonly Rule[]> {
  if (ctx.isAdmin) return fullAccess
  if (rules) return rulesFor(ctx, rules)
  return publicResource || maySee ? fullAccess : knownKeysOnly
}

function missingStorage(name: string): AppError {
  if (name === PRIMARY_STORAGE)
    return new AppError('not_found', 'No files storage resource defined at the workspace level')
  return new AppError('invalid', `No files storage named '${name}' is defined at the workspace level.`)
}
