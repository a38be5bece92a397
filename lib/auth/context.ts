import 'server-only'
import { AppError } from '@/lib/errors'
import { findMember } from '@/lib/people/find-member'
import { findSessionUser, type SessionUser } from '@/lib/people/find-session-user'
import { type OpenStorage, openStorage } from '@/lib/storage-settings/open-storage'
import type { SessionClaims } from './session'

/** A workspace id that somebody's membership has been proven for. Only `createContext` makes one. */
export type WorkspaceId = string & { readonly proven: unique symbol }

/** A signed-in person, outside any workspace. */
export type PersonContext = { person: SessionUser }

/** Who acts where. Nothing below a door reads a cookie, a header or the environment. */
export type Context = PersonContext & {
  workspace: { id: WorkspaceId; name: string }
  /** What `u/<username>/` in paths means. */
  username: string
  /** Workspace admins and superadmins. */
  isAdmin: boolean
  /** Groups of this member; everybody is in `all`. */
  groups: string[]
  /** Opens a storage of this workspace by name; without a name the primary one. */
  openStorage(name?: string): Promise<OpenStorage>
}

/** What somebody's rights to paths hang on. */
export type PathReader = Pick<Context, 'workspace' | 'username' | 'isAdmin' | 'groups'>

/** What the product can do in a workspace: the same function behind actions, routes and tests. */
export type UseCase<I, T> = (ctx: Context, input: I) => Promise<T>

/** Proves that the claims belong to a living, enabled user. Throws `unauthenticated`. */
export async function createPersonContext(claims: SessionClaims | null): Promise<PersonContext> {
  const person = claims && (await findSessionUser(claims.sub))
  if (!person || person.disabled || person.sessionVersion !== claims.sv)
    throw new AppError('unauthenticated', 'You are not signed in, or your session has ended. Sign in again.')
  return { person }
}

/** Proves membership. Throws `not_found` for a workspace that the person is not in, so that its existence does not leak. */
export async function createContext({ person }: PersonContext, workspaceId: string): Promise<Context> {
  const member = await findMember({ workspaceId, userId: person.id, superadmin: person.superadmin })
  if (!member) throw new AppError('not_found', `There is no workspace ${workspaceId}, or you are not a member of it.`)
  const ctx: Context = {
    person,
    workspace: { id: proven(member.workspaceId), name: member.workspaceName },
    username: member.username,
    isAdmin: member.isAdmin,
    groups: ['all'],
    openStorage: (name) => openStorage(ctx, { storage: name }),
  }
  return ctx
}

/** Throws `forbidden` unless the actor administers the workspace. */
export function requireAdmin(ctx: Context): void {
  if (!ctx.isAdmin) throw new AppError('forbidden', 'Only admins of this workspace may do that.')
}

/** Throws `forbidden` unless the actor is a superadmin of the instance. */
export function requireSuperadmin({ person }: PersonContext): void {
  if (!person.superadmin) throw new AppError('forbidden', 'Only superadmins may do that.')
}

/** The one place that may brand a workspace id: its only caller has just proven membership. */
function proven(id: string): WorkspaceId {
  return id as WorkspaceId
}
