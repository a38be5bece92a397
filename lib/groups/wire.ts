import * as z from 'zod'
import { parse } from '@/lib/parse'
import { type CreateGroup, createGroupSchema, type GroupSummary } from './schema'

/** What published clients send for a new group. */
export const newGroupSchema = z.object({ name: z.string(), summary: z.string().nullish() })

/** The input of `createGroup`, with its maker as the first member. */
export function toNewGroup({ name, summary }: z.output<typeof newGroupSchema>): CreateGroup {
  return parse(createGroupSchema, { name, summary: summary ?? '' })
}

/** Absent: it stays as it is. */
export const editGroupSchema = z.object({ summary: z.string().trim().max(1000).nullish() })

export const oneMemberSchema = z.object({ username: z.string({ error: 'Name the member.' }) })

export const wireGroupSchema = z.object({
  name: z.string(),
  summary: z.string(),
  members: z.array(z.string()),
  /** Its managers. */
  extra_perms: z.record(z.string(), z.boolean()),
})

/** A group in the words of published clients. */
export function describeGroup({ name, summary, members }: GroupSummary): z.output<typeof wireGroupSchema> {
  return { name, summary, members: members.map(({ username }) => username), extra_perms: managersOf(members) }
}

/** Who may change a group, as extra permissions. */
export function managersOf(members: GroupSummary['members']): Record<string, boolean> {
  return Object.fromEntries(members.filter(({ manager }) => manager).map(({ username }) => [`u/${username}`, true]))
}
