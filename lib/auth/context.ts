import 'server-only'
import { AppError } from '@/lib/errors'
import { findMember } from '@/lib/people/find-member'
import { findSessionUser, type SessionUser } from '@/lib/people/find-session-user'
import type { Role } from '@/lib/people/schema'
import { openStorage } from '@/lib/storage-settings/open-storage'
import type { OpenStorage } from '@/lib/storage-settings/opened-storage'
import { type Credential, isShortLived } from './credential'
import type { SessionClaims } from './session'

/** A workspace id that somebody's membership has been proven for. Only `createContext` makes one. */
export type WorkspaceId = string & { readonly proven: unique symbol }

/** A signed-in person, outside any workspace. */
export type PersonContext = {
  person: SessionUser
  /** What they proved it with, and what that leaves of their rights. */
  credential: Credential
  /** Of the socket that the request came through; '' where there was none. */
  address: string
}

/** Who acts where. Nothing below a door reads a cookie, a header or the environment. */
export type Context = PersonContext & {
  workspace: { id: WorkspaceId; name: string }
  /** What `u/<username>/` in paths means. */
  username: string
  role: Role
  /** Workspace admins and superadmins. */
  isAdmin: boolean
  /** Groups of this member; everybody is in `all`. */
  groups: string[]
  /** Opens a storage of this workspace by name; without a name the primary one. */
  openStorage(name?: string): Promise<OpenStorage>
}

/** What somebody's rights to paths hang on. */
export type PathReader = Pick<Context, 'workspace' | 'username' | 'isAdmin' | 'role' | 'groups'>

/** What the product can do in a workspace: the same function behind actions, routes and tests. */
export type UseCase<I, T> = (ctx: Context, input: I) => Promise<T>

/** Proves that the claims belong to a living, enabled user. Throws `unauthenticated`. */
export async function createPersonContext(claims: SessionClaims | null, address = ''): Promise<PersonContext> {
  const person = claims && (await findSessionUser(claims.sub))
  if (!person || person.disabled || person.sessionVersion !== claims.sv)
    throw new AppError('unauthenticated', 'You are not signed in, or your session has ended. Sign in again.')
  return { person, credential: { kind: 'session' }, address }
}

/**
 * Proves membership. Throws `not_found` for a workspace that the person is not in, or their token is not for, so that its
 * existence does not leak.
 */
export async function createContext(person: PersonContext, workspaceId: string): Promise<Context> {
  const { id, superadmin } = person.person
  const member = mayEnter(person.credential, workspaceId)
    ? await findMember({ workspaceId, userId: id, superadmin })
    : null
  if (!member) throw new AppError('not_found', `There is no workspace ${workspaceId}, or you are not a member of it.`)
  const { username, role, isAdmin, groups } = member
  const ctx: Context = {
    ...person,
    workspace: { id: proven(member.workspaceId), name: member.workspaceName },
    ...{ username, role, isAdmin, groups },
    openStorage: (name) => openStorage(ctx, { storage: name }),
  }
  return ctx
}

function mayEnter(credential: Credential, workspaceId: string): boolean {
  if (credential.kind === 'session') return true
  return credential.scope.workspaceId === null || credential.scope.workspaceId === workspaceId
}

/** Throws `forbidden` unless the actor administers the workspace. */
export function requireAdmin(ctx: Context): void {
  if (!ctx.isAdmin) throw new AppError('forbidden', 'Only admins of this workspace may do that.')
}

/** Throws `forbidden` for operators, who run and browse but change nothing. */
export function requireDeveloper(ctx: Pick<Context, 'role'>): void {
  if (ctx.role === 'operator')
    throw new AppError(
      'forbidden',
      'Operators run and browse, and change nothing. Ask an admin for the role of a developer.',
    )
}

/** Throws `forbidden` unless the actor is a superadmin of the instance. */
export function requireSuperadmin({ person }: PersonContext): void {
  if (!person.superadmin) throw new AppError('forbidden', 'Only superadmins may do that.')
}

/** Throws `forbidden` for a token that is limited, or made for a job: it stands for less than its user. */
export function requireUnscoped({ credential }: PersonContext): void {
  if (credential.kind === 'session') return
  const { workspaceId, readOnly, storage, script } = credential.scope
  if (workspaceId !== null || readOnly || storage !== null || script !== null || isShortLived(credential.made))
    throw new AppError('forbidden', 'This token is limited and cannot do that. Use one without limits, or sign in.')
}

/** The one place that may brand a workspace id: its only caller has just proven membership. */
function proven(id: string): WorkspaceId {
  return id as WorkspaceId
}
