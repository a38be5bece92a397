import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import type { CreateFolder } from './schema'

/** Makes an empty folder last: object stores have none, so an empty object whose key ends with `/` stands for it. */
export async function createFolder(ctx: Context, { storage, prefix }: CreateFolder): Promise<{ prefix: string }> {
  const store = (await ctx.openStorage(storage)).authorize('write', prefix)
  await store.write(prefix, new Uint8Array(), { contentType: 'application/x-directory', overwrite: false })
  await recordAudit(ctx, { operation: 'objects.create_folder', action: 'create', resource: prefix, storage })
  return { prefix }
}
