import * as z from 'zod'
import { subjectSchema } from './subject'

export const MAX_GRANTS = 500

/** What has a path of its own, and extra permissions beside those that its path gives. */
export const itemKindSchema = z.enum(['resource', 'variable', 'script', 'flow'])
export type ItemKind = z.output<typeof itemKindSchema>

/** Somebody who may read an item beyond its path, or change it as well. */
const grantSchema = z.object({ subject: subjectSchema, write: z.boolean() })
export type Grant = z.output<typeof grantSchema>

export const itemSchema = z.object({ kind: itemKindSchema, path: z.string() })
export type Item = z.output<typeof itemSchema>

export const setGrantsSchema = itemSchema.extend({
  grants: z
    .array(grantSchema)
    .max(MAX_GRANTS)
    .refine(
      (grants) => new Set(grants.map(({ subject }) => subject)).size === grants.length,
      'Somebody is listed twice.',
    ),
})
export type SetGrants = z.output<typeof setGrantsSchema>

/** The extra permissions of an item, and what its dialog needs to change them. */
export type ItemGrants = {
  grants: Grant[]
  /** Owners of the path and admins. */
  mayChange: boolean
  /** All that can be granted something: `g/all`, the other groups, the members. Empty for those who may not change anything. */
  subjects: string[]
}
