import * as z from 'zod'
import { pageSchema } from '@/lib/http/page'
import { itemFilterSchema } from '@/lib/resources/item-filter'

const flagSchema = z.enum(['true', 'false']).optional()

/** What published clients send for a new variable. What they send besides has no meaning here. */
export const newVariableSchema = z.object({
  path: z.string(),
  value: z.string(),
  is_secret: z.boolean().nullish(),
  description: z.string().nullish(),
})
export type NewVariable = z.output<typeof newVariableSchema>

export const variableQuerySchema = z.object({ already_encrypted: flagSchema })

/** What changes; what is absent stays. */
export const editVariableSchema = z.object({
  path: z.string().nullish(),
  value: z.string().nullish(),
  is_secret: z.boolean().nullish(),
  description: z.string().nullish(),
})
export type EditVariable = z.output<typeof editVariableSchema>

export const getVariableQuerySchema = z.object({
  /** `false`: the value of a secret stays out. */
  decrypt_secret: flagSchema,
  /** With that: it comes as it is sealed. */
  include_encrypted: flagSchema,
})

export const variableListSchema = pageSchema.extend(itemFilterSchema.shape).extend({ value: z.string().optional() })
export type VariableList = z.output<typeof variableListSchema>

/** A variable as published clients see it; null for a secret that stays out. */
export const wireVariableSchema = z.object({
  workspace_id: z.string(),
  path: z.string(),
  value: z.string().nullable(),
  is_secret: z.boolean(),
  description: z.string(),
  extra_perms: z.record(z.string(), z.boolean()),
  is_oauth: z.boolean(),
  is_expired: z.boolean(),
  is_linked: z.boolean(),
  is_refreshed: z.boolean(),
  edited_at: z.string(),
})
export type WireVariable = z.output<typeof wireVariableSchema>
