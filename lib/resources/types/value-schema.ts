import * as z from 'zod'
import { hasReference } from '@/lib/resources/references'
import type { ResourceField, ResourceType } from './resource-type'

/**
 * Validation of a resource value, made from the fields of its type. Every problem is a sentence at its field. A reference
 * is let through until it is `followed`: then what it stood for is judged.
 */
export function valueSchema(type: ResourceType, { followed = false } = {}) {
  const made = followed ? madeForFollowed : madeForGiven
  const known = made.get(type) ?? makeSchema(type, followed)
  made.set(type, known)
  return known
}

// zod compiles a schema when it first parses: made anew, that would be the dearest part of opening a storage.
const madeForGiven = new WeakMap<ResourceType, ReturnType<typeof makeSchema>>()
const madeForFollowed = new WeakMap<ResourceType, ReturnType<typeof makeSchema>>()

function makeSchema(type: ResourceType, followed: boolean) {
  const shape = Object.fromEntries(type.fields.map((field) => [field.name, fieldSchema(field, followed)]))
  return z.strictObject(shape, { error: (issue) => unknownFields(type, issue) }).superRefine((value, context) => {
    for (const [name, message] of Object.entries(type.check?.(value) ?? {}))
      context.addIssue({ code: 'custom', message, path: [name] })
  })
}

function fieldSchema(field: ResourceField, followed: boolean): z.ZodType<unknown> {
  const schema = z.unknown().superRefine((value, context) => {
    const problem = referenceProblem(field, value) ?? fieldProblem(field, value, followed)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })
  return field.required ? schema : schema.optional()
}

function referenceProblem(field: ResourceField, value: unknown): string | null {
  if (!field.literal || !hasReference(value)) return null
  return `${field.label} takes no references. Write it out.`
}

function fieldProblem(field: ResourceField, value: unknown, followed: boolean): string | null {
  if (value === undefined || value === '')
    return field.required ? `${field.label} is missing.` : emptyProblem(field, value)
  if (!followed && hasReference(value)) return null
  return kindProblem[field.kind](field, value) ?? checkText(field, value)
}

function checkText(field: ResourceField, value: unknown): string | null {
  const text = field.json && typeof value === 'object' ? JSON.stringify(value) : value
  return typeof text === 'string' ? (field.check?.(text) ?? null) : null
}

function emptyProblem(field: ResourceField, value: unknown): string | null {
  return value === '' && field.kind === 'boolean' ? kindProblem.boolean(field, value) : null
}

const isText = (field: ResourceField, value: unknown) =>
  typeof value === 'string' ? null : `${field.label} must be a text, in quotes.`

const kindProblem: Record<ResourceField['kind'], (field: ResourceField, value: unknown) => string | null> = {
  text: isText,
  secret: (field, value) => (field.json && typeof value === 'object' && value !== null ? null : isText(field, value)),
  boolean: (field, value) => (typeof value === 'boolean' ? null : `${field.label} must be true or false.`),
  integer: (field, value) => {
    const digits = typeof value === 'number' ? String(value) : value
    if (typeof digits !== 'string' || !/^\d+$/.test(digits)) return `${field.label} must be a whole number.`
    return field.check?.(digits) ?? null
  },
}

function unknownFields(type: ResourceType, issue: { code?: string; keys?: readonly string[] }): string {
  if (issue.code !== 'unrecognized_keys') return 'The value must be a JSON object.'
  const names = (issue.keys ?? []).map((key) => JSON.stringify(key)).join(', ')
  return `A resource of type ${type.name} has no field ${names}.`
}
