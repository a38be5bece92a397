import * as z from 'zod'
import { pathSchema } from '@/lib/resources/path'

const MAX_VALUE_LENGTH = 100_000

const fields = {
  path: pathSchema,
  /** Makes the folder in the path, where there is none. */
  newFolder: z.boolean().optional(),
  description: z.string().max(2000, 'A description has at most 2000 characters.').default(''),
  isSecret: z.boolean().default(false),
}
const valueSchema = z
  .string({ error: 'Enter a value.' })
  .max(MAX_VALUE_LENGTH, `A value has at most ${MAX_VALUE_LENGTH} characters.`)

export const createVariableSchema = z.object({ ...fields, value: valueSchema })
export type CreateVariable = z.output<typeof createVariableSchema>

export const updateVariableSchema = z.object({
  /** Where it lies now. */
  path: z.string(),
  newPath: pathSchema,
  newFolder: fields.newFolder,
  /** Of the version that the edit began with. */
  editedAt: z.coerce.date(),
  description: fields.description,
  isSecret: fields.isSecret,
  /** Absent: the stored value stays. */
  value: valueSchema.optional(),
})
export type UpdateVariable = z.output<typeof updateVariableSchema>

export const variablePathSchema = z.object({ path: z.string() })
export type VariablePath = z.output<typeof variablePathSchema>

/** A variable as screens see it; null in place of a secret value. */
export type VariableSummary = {
  path: string
  description: string
  isSecret: boolean
  value: string | null
  editedAt: Date
  mayWrite: boolean
}
