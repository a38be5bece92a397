import 'server-only'
import type { PathReader } from '@/lib/auth/context'
import { findFolderAccess, findFolderAccesses } from '@/lib/folders/find-folder-access'
import type { FolderAccess } from '@/lib/folders/schema'
import { ownerOf } from './path'

/** Whether the actor may read what lies at `u/<user>/…` or `f/<folder>/…`. */
export async function canReadPath(ctx: PathReader, path: string): Promise<boolean> {
  return decide(ctx, path, await folderAccess(ctx, path)).mayRead
}

/** Whether the actor may create, change and delete at that path. */
export async function canWritePath(ctx: PathReader, path: string): Promise<boolean> {
  return decide(ctx, path, await folderAccess(ctx, path)).mayWrite
}

/** Answers the same for many paths with one question to the database. */
export async function createPathJudge(ctx: PathReader): Promise<(path: string) => PathRights> {
  const accesses = ctx.isAdmin ? new Map<string, FolderAccess>() : await findFolderAccesses(ctx)
  return (path) => decide(ctx, path, accesses.get(ownerOf(path)?.name ?? '') ?? null)
}

type PathRights = { mayRead: boolean; mayWrite: boolean }

async function folderAccess(ctx: PathReader, path: string): Promise<FolderAccess | null> {
  const owner = ownerOf(path)
  return ctx.isAdmin || owner?.kind !== 'folder' ? null : findFolderAccess(ctx, owner.name)
}

function decide(ctx: PathReader, path: string, access: FolderAccess | null): PathRights {
  const owner = ownerOf(path)
  if (!owner) return { mayRead: false, mayWrite: false }
  const owns = ctx.isAdmin || (owner.kind === 'user' && owner.name === ctx.username)
  const changes = ctx.role !== 'operator'
  if (owns || owner.kind === 'user') return { mayRead: owns, mayWrite: owns && changes }
  return { mayRead: access !== null, mayWrite: changes && (access === 'write' || access === 'owner') }
}
