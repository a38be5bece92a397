import 'server-only'
import { type Context, type PersonContext, requireAdmin, requireSuperadmin } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { deleteUser } from './delete-user'
import { removeMember } from './remove-member'
import type { UpdateUser } from './schema'
import { findMemberNamed, findUserByEmail } from './store'
import { updateMember } from './update-member'
import { updateUser } from './update-user'
import { type MemberChange, roleAfter } from './wire'

/** Changes a user whom a published client names by address. */
export async function updateUserByEmail(
  ctx: PersonContext,
  email: string,
  change: Omit<UpdateUser, 'userId'>,
): Promise<void> {
  await updateUser(ctx, { userId: await findUserId(ctx, email), ...change })
}

/** Deletes a user by address. */
export async function deleteUserByEmail(ctx: PersonContext, email: string): Promise<void> {
  await deleteUser(ctx, { userId: await findUserId(ctx, email) })
}

/** Whether a user has this address, for superadmins. */
export async function emailExists(ctx: PersonContext, email: string): Promise<boolean> {
  requireSuperadmin(ctx)
  return (await findUserByEmail(email.trim().toLowerCase())) !== null
}

/** Changes a member whom a published client names by username. */
export async function updateMemberByName(ctx: Context, username: string, change: MemberChange): Promise<void> {
  requireAdmin(ctx)
  const { userId, role } = await getMemberNamed(ctx, username)
  await updateMember(ctx, { userId, role: roleAfter(role, change), disabled: change.disabled ?? undefined })
}

/** Removes a member by username. */
export async function removeMemberByName(ctx: Context, username: string): Promise<void> {
  requireAdmin(ctx)
  await removeMember(ctx, { userId: (await getMemberNamed(ctx, username)).userId })
}

/** The address of a member; every member may know. Throws `not_found`. */
export async function usernameToEmail(ctx: Context, username: string): Promise<string> {
  return (await getMemberNamed(ctx, username)).user.email
}

async function getMemberNamed(ctx: Context, username: string) {
  const found = await findMemberNamed(ctx.workspace.id, username)
  if (!found) throw new AppError('not_found', `Nobody in this workspace has the username ${username}.`)
  return found
}

async function findUserId(ctx: PersonContext, email: string): Promise<string> {
  requireSuperadmin(ctx)
  const user = await findUserByEmail(email.trim().toLowerCase())
  if (!user) throw new AppError('not_found', `There is no user with the address ${email}.`)
  return user.id
}
