import 'server-only'
import type { Context } from '@/lib/auth/context'
import { requireAllowed } from '@/lib/permissions/rules'
import { checkKey } from '@/lib/storage/keys'
import type { CreateFolder } from './schema'

/** Makes an empty folder last: object stores have none, so an empty object whose key ends with `/` stands for it. */
export async function createFolder(ctx: Context, { storage, prefix }: CreateFolder): Promise<{ prefix: string }> {
  const { store, rules } = await ctx.openStorage(storage)
  requireAllowed(rules, 'write', checkKey(prefix))
  await store.write(prefix, new Uint8Array(), { contentType: 'application/x-directory', overwrite: false })
  return { prefix }
}
