import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { createFolderFor } from '@/lib/folders/create-folder'
import { canWritePath } from './can-read-path'
import { ownerOf } from './path'

/** Throws `forbidden` unless the actor may write at that path. A folder that does not exist yet becomes the actor's own. */
export async function requireWritablePath(ctx: Context, path: string): Promise<void> {
  const owner = ownerOf(path)
  if (owner?.kind === 'folder') await createFolderFor(ctx, { name: owner.name })
  if (await canWritePath(ctx, path)) return
  throw refusal(ctx, path, owner)
}

function refusal(ctx: Context, path: string, owner: ReturnType<typeof ownerOf>): AppError {
  const sentence =
    owner?.kind === 'folder'
      ? `You may not write in the folder f/${owner.name}. Ask one of its owners, or choose u/${ctx.username}/.`
      : `Only ${owner?.name ?? 'its owner'} and admins may write at ${path}. Choose u/${ctx.username}/.`
  return new AppError('forbidden', sentence, { fields: { path: [sentence] } })
}
