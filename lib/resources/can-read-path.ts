import 'server-only'
import type { PathReader } from '@/lib/auth/context'
import { findFolderAccess, findFolderAccesses } from '@/lib/folders/find-folder-access'
import type { FolderAccess } from '@/lib/folders/schema'
import { type ExtraRights, findExtraRights } from '@/lib/grants/find-extra-rights'
import type { ItemKind } from '@/lib/grants/schema'
import { ownerOf } from './path'

/** Whether the actor may read the item of that kind at `u/<user>/…` or `f/<folder>/…`: by its path, or by an extra permission. */
export async function canReadPath(ctx: PathReader, kind: ItemKind, path: string): Promise<boolean> {
  return (await rightsOf(ctx, kind, path)).mayRead
}

/** Whether the actor may change and delete the item of that kind at that path. */
export async function canWritePath(ctx: PathReader, kind: ItemKind, path: string): Promise<boolean> {
  return (await rightsOf(ctx, kind, path)).mayWrite
}

/** Whether the actor may put something new there. Extra permissions are of items, not of places. */
export async function canCreateAt(ctx: PathReader, path: string): Promise<boolean> {
  return decide(ctx, path, await folderAccess(ctx, path)).mayWrite
}

/** Whether the actor decides who else may use what lies there: `u/<user>` themself, owners of the folder and admins. */
export async function ownsPath(ctx: PathReader, path: string): Promise<boolean> {
  const owner = ownerOf(path)
  if (!owner || ctx.role === 'operator') return false
  if (ctx.isAdmin) return true
  return owner.kind === 'user' ? owner.name === ctx.username : (await folderAccess(ctx, path)) === 'owner'
}

/** Answers the same for many items of one kind with two questions to the database. */
export async function createPathJudge(ctx: PathReader, kind: ItemKind): Promise<(path: string) => PathRights> {
  if (ctx.isAdmin) return (path) => decide(ctx, path, null)
  const [accesses, extraRights] = await Promise.all([findFolderAccesses(ctx), findExtraRights(ctx)])
  return (path) => extend(ctx, decide(ctx, path, accesses.get(folderOf(path) ?? '') ?? null), extraRights(kind, path))
}

type PathRights = { mayRead: boolean; mayWrite: boolean }

async function rightsOf(ctx: PathReader, kind: ItemKind, path: string): Promise<PathRights> {
  const rights = decide(ctx, path, await folderAccess(ctx, path))
  if (rights.mayWrite || ctx.isAdmin) return rights
  return extend(ctx, rights, (await findExtraRights(ctx))(kind, path))
}

async function folderAccess(ctx: PathReader, path: string): Promise<FolderAccess | null> {
  const folder = folderOf(path)
  return ctx.isAdmin || folder === null ? null : findFolderAccess(ctx, folder)
}

function folderOf(path: string): string | null {
  const owner = ownerOf(path)
  return owner?.kind === 'folder' ? owner.name : null
}

function decide(ctx: PathReader, path: string, access: FolderAccess | null): PathRights {
  const owner = ownerOf(path)
  if (!owner) return { mayRead: false, mayWrite: false }
  const owns = ctx.isAdmin || (owner.kind === 'user' && owner.name === ctx.username)
  const changes = ctx.role !== 'operator'
  if (owns || owner.kind === 'user') return { mayRead: owns, mayWrite: owns && changes }
  return { mayRead: access !== null, mayWrite: changes && (access === 'write' || access === 'owner') }
}

/** The rights of the path and an extra permission together. */
function extend(ctx: PathReader, rights: PathRights, extra: ReturnType<ExtraRights>): PathRights {
  const mayWrite = rights.mayWrite || (extra === true && ctx.role !== 'operator')
  return { mayRead: rights.mayRead || extra !== null, mayWrite }
}
