import * as z from 'zod'
import { AppError } from '@/lib/errors'
import { pageSchema } from '@/lib/http/page'
import { parse } from '@/lib/parse'
import {
  type AddMember,
  addMemberSchema,
  type CreateUser,
  createUserSchema,
  globalUserSchema,
  type InstanceUser,
  nameSchema,
  newPasswordSchema,
  type Role,
  roleSchema,
} from './schema'

const ACTIVE_MS = 30 * 24 * 3600 * 1000

/** What published clients send for a new user. Without a password they come by single sign-on only. */
export const newUserSchema = z.object({
  email: z.string(),
  password: z.string().nullish(),
  super_admin: z.boolean().nullish(),
  name: z.string().nullish(),
})

/** The input of `createUser`. */
export function toNewUser({ email, password, super_admin, name }: z.output<typeof newUserSchema>): CreateUser {
  const given = { email, password: password ?? null, name: name ?? '', superadmin: super_admin ?? false }
  return parse(createUserSchema, given)
}

/** What is absent stays. */
export const editUserSchema = z
  .object({ is_super_admin: z.boolean().nullish(), name: nameSchema.nullish(), disabled: z.boolean().nullish() })
  .transform(({ is_super_admin, name, disabled }) => ({
    ...{ superadmin: is_super_admin ?? undefined, name: name ?? undefined, disabled: disabled ?? undefined },
  }))

/** The present password is needed by whoever did not just sign in with it. */
export const setPasswordSchema = z.object({ password: newPasswordSchema, current: z.string().nullish() })

/** `active_only`: those who signed in within the last 30 days. */
export const userListSchema = pageSchema.extend({ active_only: z.enum(['true', 'false']).optional() })

export const wireUserSchema = globalUserSchema.extend({ role_source: z.literal('manual'), disabled: z.boolean() })

/** A user of the instance in the words of published clients. */
export function describeUser(user: InstanceUser): z.output<typeof wireUserSchema> {
  return {
    email: user.email,
    login_type: user.hasPassword ? 'password' : 'oauth',
    super_admin: user.superadmin,
    verified: true,
    name: user.name || undefined,
    operator_only: false,
    first_time_user: user.lastSignInAt === null,
    role_source: 'manual',
    disabled: user.disabled,
  }
}

/** Whether somebody signed in lately and still may. */
export function isActive({ disabled, lastSignInAt }: InstanceUser): boolean {
  return !disabled && lastSignInAt !== null && lastSignInAt.getTime() > Date.now() - ACTIVE_MS
}

export const newMemberSchema = z.object({
  email: z.string(),
  is_admin: z.boolean().nullish(),
  operator: z.boolean().nullish(),
  username: z.string().nullish(),
})

/** The input of `addMember`. */
export function toNewMember({ email, username, ...flags }: z.output<typeof newMemberSchema>): AddMember {
  return parse(addMemberSchema, { email, username: username || undefined, role: roleAfter('developer', flags) })
}

/** What is absent stays. */
export const editMemberSchema = z.object({
  is_admin: z.boolean().nullish(),
  operator: z.boolean().nullish(),
  disabled: z.boolean().nullish(),
})
export type MemberChange = z.output<typeof editMemberSchema>

/** The role that two flags make of another one. Throws `invalid` for an admin who is an operator. */
export function roleAfter(role: string, { is_admin, operator }: Omit<MemberChange, 'disabled'>): Role {
  if (is_admin && operator) throw new AppError('invalid', 'Nobody is an admin and an operator at once.')
  if (is_admin) return 'admin'
  if (operator) return 'operator'
  const lost = (role === 'admin' && is_admin === false) || (role === 'operator' && operator === false)
  return lost ? 'developer' : parse(roleSchema, role)
}
