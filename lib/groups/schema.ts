import * as z from 'zod'
import { usernameSchema } from '@/lib/people/schema'

/** The group of everybody: always there, with no row and nobody who could change it. */
export const ALL_MEMBERS = 'all'

export const groupNameSchema = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(50, 'A name has at most 50 characters.')
  .regex(/^[a-z0-9_-]+$/, 'A name has only small letters, digits, _ and -.')

const summarySchema = z.string().trim().max(1000, 'A summary has at most 1000 characters.')

const membersSchema = z
  .array(z.object({ username: usernameSchema, manager: z.boolean().default(false) }))
  .max(10_000)
  .refine(
    (members) => new Set(members.map(({ username }) => username)).size === members.length,
    'Somebody is listed twice.',
  )

export const createGroupSchema = z.object({
  name: groupNameSchema,
  summary: summarySchema.default(''),
  /** Absent: whoever makes it, as its manager. */
  members: membersSchema.optional(),
})
export type CreateGroup = z.output<typeof createGroupSchema>

export const updateGroupSchema = z.object({ name: z.string(), summary: summarySchema })
export type UpdateGroup = z.output<typeof updateGroupSchema>

export const groupSchema = z.object({ name: z.string() })
export type NamedGroup = z.output<typeof groupSchema>

export const setGroupMembersSchema = z.object({ name: z.string(), members: membersSchema })
export type SetGroupMembers = z.output<typeof setGroupMembersSchema>

/** Somebody in a group. Managers change its summary and its members. */
export type GroupMember = { username: string; manager: boolean }

/** A group as screens see it. */
export type GroupSummary = {
  name: string
  summary: string
  /** By username; of `all` everybody. */
  members: GroupMember[]
  /** Its managers and admins; nobody may change `all`. */
  mayManage: boolean
}

/** Paths of folders and of single items that are granted to a group. */
export type GroupUses = { folders: string[]; items: string[] }
