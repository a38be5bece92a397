import * as z from 'zod'

export const resourceTypeNameSchema = z.object({ name: z.string() })

/** A resource type as other programs see it. */
export const typeDescriptionSchema = z.object({
  name: z.string(),
  schema: z.record(z.string(), z.unknown()),
  description: z.string(),
})
export type TypeDescription = z.output<typeof typeDescriptionSchema>
