import * as z from 'zod'

const MAX_SCHEMA_LENGTH = 200_000

const schemaSchema = z
  .record(z.string(), z.unknown(), { error: 'The schema must be a JSON object.' })
  .refine((schema) => JSON.stringify(schema).length <= MAX_SCHEMA_LENGTH, 'The schema is too long.')
const descriptionSchema = z.string().max(20_000, 'A description has at most 20000 characters.')
const extensionSchema = z.string().regex(/^[\w.-]{1,20}$/, 'A file extension has up to 20 letters and digits.')

/** What published clients send for a new resource type. */
export const newResourceTypeSchema = z.object({
  name: z.string().regex(/^[\w.-]{1,100}$/, 'The name may hold letters, digits, underscores, dots and dashes.'),
  schema: schemaSchema.nullish(),
  description: descriptionSchema.nullish(),
  format_extension: extensionSchema.nullish(),
})
export type NewResourceType = z.output<typeof newResourceTypeSchema>

/** What changes; what is absent stays, and a null clears the extension. */
export const editResourceTypeSchema = newResourceTypeSchema.omit({ name: true })
export type EditResourceType = z.output<typeof editResourceTypeSchema>

export const typeNameSchema = z.object({ name: z.string() })
export type TypeName = z.output<typeof typeNameSchema>

/** A resource type as programs see it; those built in belong to no workspace and were made by nobody. */
export const wireTypeSchema = z.object({
  workspace_id: z.string().optional(),
  name: z.string(),
  schema: z.record(z.string(), z.unknown()),
  description: z.string(),
  created_by: z.string().optional(),
  edited_at: z.string().optional(),
  format_extension: z.string().optional(),
})
export type WireType = z.output<typeof wireTypeSchema>
