import * as z from 'zod'
import { AppError } from '@/lib/errors'
import { expandBraces } from '@/lib/permissions/expand-braces'
import { type Operation, operations, type Rule } from '@/lib/permissions/rules'

/** The reserved name of the primary storage, on the wire and in `s3://_default_/key`. */
export const PRIMARY_STORAGE = '_default_'

/** A storage's name in requests; absent or empty is the primary one. */
export const storageNameSchema = z
  .string()
  .regex(/^[\w.-]{0,64}$/, 'may hold letters, digits, dots, dashes and underscores')
  .optional()
  .transform((name) => name || PRIMARY_STORAGE)

/** A storage in the words of the screens. */
export function storageLabel(name: string): string {
  return name === PRIMARY_STORAGE ? 'the primary storage' : `the storage ${name}`
}

const MAX_SECONDARY_STORAGES = 100

const MAX_RULES = 200
const MAX_PATTERN_CHARS = 1024 // as long as a key may be

const patternSchema = z
  .string()
  .min(1, 'Enter a pattern, such as reports/**.')
  .max(MAX_PATTERN_CHARS, `A pattern has at most ${MAX_PATTERN_CHARS} characters.`)
  .superRefine((pattern, context) => {
    try {
      expandBraces(pattern)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      context.addIssue({ code: 'custom', message: error.message })
    }
  })

/** One advanced permission rule; no operation at all denies whatever matches. */
export const ruleSchema = z.object({ pattern: patternSchema, allow: z.array(z.enum(operations)).readonly() })

/** In their order: the first whose pattern matches decides. */
export const ruleListSchema = z.array(ruleSchema).max(MAX_RULES, `A storage has at most ${MAX_RULES} rules.`)

const linkSchema = z.object({
  resourcePath: z.string().min(1, 'Choose a resource.'),
  /** Everybody in the workspace may see the resource and browse its files, whatever its own permissions say. */
  publicResource: z.boolean().default(false),
  /** Advanced rules; null when they are off. They take the place of `publicResource`. */
  rules: ruleListSchema.nullable().default(null),
})

const secondarySchema = linkSchema.extend({
  name: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'A name has 1 to 64 letters, digits, dashes and underscores.')
    .refine((name) => name !== PRIMARY_STORAGE, 'This name means the primary storage. Choose another one.'),
})

export const saveStorageSettingsSchema = z
  .object({
    /** Of the settings that the edit began with. */
    version: z.string(),
    primary: linkSchema.nullable(),
    secondary: z.array(secondarySchema).max(MAX_SECONDARY_STORAGES),
  })
  .superRefine(({ primary, secondary }, context) => {
    if (!primary && secondary.length > 0)
      context.addIssue({
        code: 'custom',
        path: ['primary', 'resourcePath'],
        message: 'Choose a primary storage: secondary ones come beside it.',
      })
    secondary.forEach(({ name }, index) => {
      if (secondary.findIndex((other) => other.name === name) < index)
        context.addIssue({
          code: 'custom',
          path: ['secondary', index, 'name'],
          message: `There are two storages ${name}.`,
        })
    })
  })
export type SaveStorageSettings = z.output<typeof saveStorageSettingsSchema>

export type StorageLink = { resourcePath: string; publicResource: boolean; rules: Rule[] | null }

/** What admins see of the settings. */
export type StorageSettings = {
  version: string
  primary: StorageLink | null
  secondary: (StorageLink & { name: string })[]
}

export const listStorageNamesSchema = z.object({ include_default: z.enum(['true', 'false']).optional() })
export type ListStorageNames = z.output<typeof listStorageNamesSchema>

export const explainStorageAccessSchema = z.object({
  userId: z.string(),
  key: z.string().min(1, 'Enter a path, such as reports/may.csv.'),
  /** As it stands in the form: what is not saved yet can be tested. */
  link: linkSchema.extend({ resourcePath: z.string() }),
})
export type ExplainStorageAccess = z.output<typeof explainStorageAccessSchema>

/** Why something is allowed or not. Rules are counted from 0; the pattern is the one with the member's own values. */
export type AccessReason =
  | { kind: 'disabled' | 'admin' | 'public' | 'resource' | 'known_key' | 'not_readable' | 'no_rule' | 'operator' }
  | { kind: 'rule'; rule: number; pattern: string }

/** Whether a member may do one thing with a key, and why. */
export type AccessAnswer = { operation: Operation; allowed: boolean; reason: AccessReason }

/** What a member may know of a storage: of its resource nothing, unless they may see it. */
export type StorageSummary = {
  name: string
  label: string
  mayBrowse: boolean
  type: string | null
  resourcePath: string | null
}

export const getUsageSchema = z.object({ refresh: z.stringbool().default(false) })
export type GetUsage = z.output<typeof getUsageSchema>

export const storageUsageSchema = z.object({
  total_bytes: z.number(),
  /** `bytes` is what was counted so far, where a storage is counted for the first time. */
  storages: z.array(z.object({ storage: z.string(), bytes: z.number(), computed_at: z.string() })),
})
export type StorageUsage = z.output<typeof storageUsageSchema>
