import * as z from 'zod'
import { pageSchema } from '@/lib/http/page'
import { itemFilterSchema } from './item-filter'

/** What published clients send for a new resource. What they send besides has no meaning here. */
export const newResourceSchema = z.object({
  path: z.string(),
  value: z.unknown().optional(),
  description: z.string().nullish(),
  resource_type: z.string(),
})
export type NewResource = z.output<typeof newResourceSchema>

export const createResourceQuerySchema = z.object({ update_if_exists: z.enum(['true', 'false']).optional() })

/** What changes; what is absent stays. */
export const editResourceSchema = z.object({
  path: z.string().nullish(),
  description: z.string().nullish(),
  value: z.unknown().optional(),
  resource_type: z.string().nullish(),
})
export type EditResource = z.output<typeof editResourceSchema>

export const resourceValueSchema = z.object({ value: z.unknown().optional() })

export const resourceListSchema = pageSchema.extend(itemFilterSchema.shape).extend({
  /** Names of types, with commas between them. */
  resource_type: z.string().optional(),
  resource_type_exclude: z.string().optional(),
  /** Base64 of JSON that the value holds. */
  value: z.string().optional(),
})
export type ResourceList = z.output<typeof resourceListSchema>

/** A resource as published clients see it. In lists the value is null. */
export const wireResourceSchema = z.object({
  workspace_id: z.string(),
  path: z.string(),
  description: z.string(),
  resource_type: z.string(),
  value: z.unknown(),
  is_oauth: z.boolean(),
  is_linked: z.boolean(),
  is_refreshed: z.boolean(),
  is_expired: z.boolean(),
  extra_perms: z.record(z.string(), z.boolean()),
  created_by: z.string(),
  edited_at: z.string(),
})
export type WireResource = z.output<typeof wireResourceSchema>
