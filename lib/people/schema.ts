import * as z from 'zod'

const MIN_PASSWORD_CHARS = 8
const MAX_PASSWORD_CHARS = 1024

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(320, 'That is too long for an address.')
  .pipe(z.email('Enter an e-mail address, such as ada@example.com.'))

export const nameSchema = z.string().trim().max(100, 'A name has at most 100 characters.')

export const newPasswordSchema = z
  .string()
  .min(MIN_PASSWORD_CHARS, `A password has at least ${MIN_PASSWORD_CHARS} characters.`)
  .max(MAX_PASSWORD_CHARS, `A password has at most ${MAX_PASSWORD_CHARS} characters.`)

export const usernameSchema = z
  .string()
  .trim()
  .min(1, 'Enter a username.')
  .max(50, 'A username has at most 50 characters.')
  .regex(/^[a-z0-9_-]+$/, 'A username has only small letters, digits, _ and -.')

/** Descending: an operator runs and browses and changes nothing. */
export const roleSchema = z.enum(['admin', 'developer', 'operator'])
export type Role = z.output<typeof roleSchema>

/** Without a password one is made up and shown once; null is for people who come by single sign-on only. */
export const createUserSchema = z.object({
  email: emailSchema,
  name: nameSchema,
  password: newPasswordSchema.nullish(),
  superadmin: z.boolean().default(false),
})
export type CreateUser = z.output<typeof createUserSchema>

export const updateUserSchema = z.object({
  userId: z.string(),
  disabled: z.boolean().optional(),
  superadmin: z.boolean().optional(),
  name: nameSchema.optional(),
})
export type UpdateUser = z.output<typeof updateUserSchema>

export const deleteUserSchema = z.object({ userId: z.string() })
export type DeleteUser = z.output<typeof deleteUserSchema>

export const resetPasswordSchema = z.object({ userId: z.string(), password: newPasswordSchema.optional() })
export type ResetPassword = z.output<typeof resetPasswordSchema>

export const addMemberSchema = z.object({
  email: emailSchema,
  username: usernameSchema.optional(),
  role: roleSchema,
  /** Makes the user when there is none with this e-mail; superadmins only. */
  newUser: z.object({ name: nameSchema }).optional(),
})
export type AddMember = z.output<typeof addMemberSchema>

/** What is absent stays. */
export const updateMemberSchema = z.object({
  userId: z.string(),
  role: roleSchema.optional(),
  disabled: z.boolean().optional(),
})
export type UpdateMember = z.output<typeof updateMemberSchema>

export const removeMemberSchema = z.object({ userId: z.string() })
export type RemoveMember = z.output<typeof removeMemberSchema>

export const updateProfileSchema = z.object({ name: nameSchema })
export type UpdateProfile = z.output<typeof updateProfileSchema>

export const changePasswordSchema = z
  .object({
    current: z.string().min(1, 'Enter your present password.').max(MAX_PASSWORD_CHARS),
    password: newPasswordSchema,
    repeated: z.string(),
  })
  .refine(({ password, repeated }) => password === repeated, {
    path: ['repeated'],
    message: 'The two passwords differ.',
  })
export type ChangePassword = z.output<typeof changePasswordSchema>

/** A user of the instance, as the published clients read it. */
export const globalUserSchema = z.object({
  email: z.string(),
  login_type: z.enum(['password', 'oauth']),
  super_admin: z.boolean(),
  verified: z.boolean(),
  name: z.string().optional(),
  operator_only: z.boolean(),
  first_time_user: z.boolean(),
})
export type GlobalUser = z.output<typeof globalUserSchema>

/** A member of a workspace, as the published clients read it. */
export const workspaceUserSchema = z.object({
  email: z.string(),
  username: z.string(),
  name: z.string().optional(),
  is_admin: z.boolean(),
  is_super_admin: z.boolean(),
  created_at: z.string(),
  operator: z.boolean(),
  disabled: z.boolean(),
  groups: z.array(z.string()),
  folders: z.array(z.string()),
  folders_read: z.array(z.string()),
  folders_owners: z.array(z.string()),
  /** Present for a superadmin who sees the workspace without belonging to it. */
  non_member: z.literal(true).optional(),
})
export type WorkspaceUser = z.output<typeof workspaceUserSchema>

/** A member as the screens show it. */
export type WorkspaceMember = {
  userId: string
  username: string
  role: Role
  createdAt: Date
  email: string
  name: string
  superadmin: boolean
  /** Here, or everywhere. */
  disabled: boolean
  disabledHere: boolean
  /** By name; `all` goes without saying. */
  groups: string[]
}

/** A user of the instance as the screens show it. */
export type InstanceUser = {
  id: string
  email: string
  name: string
  superadmin: boolean
  disabled: boolean
  hasPassword: boolean
  lastSignInAt: Date | null
  createdAt: Date
  workspaces: string[]
}
