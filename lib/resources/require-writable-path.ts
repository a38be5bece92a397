import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { ensureFolder } from '@/lib/folders/ensure-folder'
import { folderExists } from '@/lib/folders/folder-exists'
import { canCreateAt } from './can-read-path'
import { ownerOf } from './path'
import type { NewPlace } from './schema'

/**
 * Throws `forbidden` unless the actor may write at that path. A folder that does not exist yet becomes the actor's own, for
 * members only when they ask for a new one: a name in a path alone takes no folder.
 */
export async function requireWritablePath(ctx: Context, { path, newFolder = false }: NewPlace): Promise<void> {
  const owner = ownerOf(path)
  if (owner?.kind === 'folder' && (ctx.isAdmin || newFolder)) await ensureFolder(ctx, { name: owner.name })
  else if (owner?.kind === 'folder') await requireFolder(ctx, owner.name)
  if (await canCreateAt(ctx, path)) return
  throw refusal(ctx, path, owner)
}

async function requireFolder(ctx: Context, name: string): Promise<void> {
  if (await folderExists(ctx.workspace.id, name)) return
  const sentence = `There is no folder f/${name}. Choose "New folder" to make it, or another place.`
  throw new AppError('forbidden', sentence, { fields: { path: [sentence] } })
}

function refusal(ctx: Context, path: string, owner: ReturnType<typeof ownerOf>): AppError {
  const sentence =
    owner?.kind === 'folder'
      ? `You may not write in the folder f/${owner.name}. Ask one of its owners, or choose u/${ctx.username}/.`
      : `Only ${owner?.name ?? 'its owner'} and admins may write at ${path}. Choose u/${ctx.username}/.`
  return new AppError('forbidden', sentence, { fields: { path: [sentence] } })
}
