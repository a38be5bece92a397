import * as z from 'zod'
import { pathSchema } from './path'
import type { ResourceValue } from './types/resource-type'

/** Stands in a value for a stored secret that shall stay as it is. */
export const KEPT_SECRET = '<set>'

/** A value of a type that has fields. */
export const valueSchema = z.record(z.string(), z.unknown(), { error: 'The value must be a JSON object.' })
const descriptionSchema = z.string().max(2000, 'A description has at most 2000 characters.').default('')

/** Where something new shall lie; a member makes a new folder only by saying so. */
export type NewPlace = { path: string; newFolder?: boolean }

const newFolderSchema = z.boolean().optional()

const listResourcesSchema = z.object({ resourceType: z.string().optional() })
export type ListResources = z.output<typeof listResourcesSchema>

export const resourcePathSchema = z.object({ path: z.string() })
export type ResourcePath = z.output<typeof resourcePathSchema>

const typeNameSchema = z
  .string({ error: 'Name a resource type.' })
  .regex(/^[\w.-]{1,100}$/, 'The name of a type may hold letters, digits, underscores, dots and dashes.')

export const createResourceSchema = z.object({
  path: pathSchema,
  newFolder: newFolderSchema,
  resourceType: typeNameSchema,
  description: descriptionSchema,
  /** A JSON object where the type has fields, anything in JSON where it has none. */
  value: z.unknown().optional(),
})
export type CreateResource = z.output<typeof createResourceSchema>

export const updateResourceSchema = z.object({
  /** Where it lies now. */
  path: z.string(),
  /** Where it shall lie. */
  newPath: pathSchema,
  newFolder: newFolderSchema,
  /** Of the version that the edit began with. */
  editedAt: z.coerce.date(),
  description: descriptionSchema,
  /** Absent: it stays of the type that it is of. */
  resourceType: typeNameSchema.optional(),
  /** Secret fields that are absent or `<set>` stay as they are; empty ones are cleared. */
  value: z.unknown().optional(),
})
export type UpdateResource = z.output<typeof updateResourceSchema>

export const duplicateResourceSchema = z.object({
  path: z.string(),
  newPath: pathSchema,
  newFolder: newFolderSchema,
})
export type DuplicateResource = z.output<typeof duplicateResourceSchema>

export const testResourceSchema = z.object({
  resourceType: z.string(),
  /** null: the saved one as it is. */
  value: valueSchema.nullable(),
  /** The saved resource whose stored secrets fill in for those that are left as they are. */
  savedPath: z.string().nullable(),
})
export type TestResource = z.output<typeof testResourceSchema>

/** What may be told of a secret: that there is one. */
export type SecretMark = {
  set: true
  /** The last characters of a long one. */
  endsIn?: string
  /** It cannot be decrypted any more and must be entered again. */
  lost?: true
}

/** A resource in a list. */
export type ResourceSummary = {
  path: string
  resourceType: string
  description: string
  editedBy: string
  editedAt: Date
  mayWrite: boolean
  /** Names of the storages that it is linked as. */
  usedBy: string[]
}

/** A resource as screens see it: secrets are marks. */
export type ResourceDetails = ResourceSummary & {
  value: ResourceValue
  secrets: Record<string, SecretMark>
  /** The value as JSON text where the type has no fields: then the two above are empty. '' when it cannot be decrypted any more. */
  whole: string | null
}

/** One step of a connection test, in the order in which it was made. */
export type TestStep = {
  /** One lower-case word. */
  step: string
  ok: boolean
  /** What was done and what came of it; on failure the sentence of the problem. */
  detail: string
  problem?: {
    cause: string
    /** What failed and what to do. */
    sentence: string
    fix?: { label: string; changes: object }
  }
}
