import * as z from 'zod'
import type { Control, FormField } from './form-field'

const MAX_DEPTH = 8

const propertySchema = z.looseObject({
  type: z.unknown().optional(),
  format: z.string().optional().catch(undefined),
  description: z.string().optional().catch(undefined),
  enum: z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .optional()
    .catch(undefined),
  items: z.unknown().optional(),
  oneOf: z.array(z.unknown()).min(1).optional().catch(undefined),
  contentEncoding: z.string().optional().catch(undefined),
  password: z.boolean().optional().catch(undefined),
  title: z.string().optional().catch(undefined),
  minimum: z.number().optional().catch(undefined),
  default: z.unknown().optional(),
  maximum: z.number().optional().catch(undefined),
  resourceType: z.string().optional().catch(undefined),
})
type Property = z.output<typeof propertySchema>

const objectSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()).catch([]),
  order: z.array(z.string()).catch([]),
})

/** Whether a name means a resource type of the workspace. */
export type IsResourceType = (name: string) => boolean

/**
 * The fields of a form from the JSON Schema of a script's arguments, which may be anybody's JSON: what it does not tell in a way
 * that a form knows is asked for as JSON.
 */
export function readFields(schema: unknown, isResourceType: IsResourceType): FormField[] {
  return fieldsOf(schema, { isResourceType, depth: 0 })
}

type Place = { isResourceType: IsResourceType; depth: number }

function fieldsOf(schema: unknown, place: Place): FormField[] {
  const read = objectSchema.safeParse(schema)
  if (!read.success) return []
  const { properties, required, order } = read.data
  const known = order.filter((name) => Object.hasOwn(properties, name))
  const names = new Set([...known, ...Object.keys(properties)])
  return [...names].map((name) => {
    const property = propertySchema.safeParse(properties[name])
    if (!property.success)
      return { name, control: { kind: 'json' }, required: false, help: '', preset: undefined, nullable: false }
    const { description = '', default: preset } = property.data
    const control = controlOf(property.data, place)
    const told = { help: description, preset: preset ?? undefined, nullable: preset === null }
    return { name, control, required: required.includes(name), ...told }
  })
}

function controlOf(property: Property, place: Place): Control {
  const { type, format = '', oneOf } = property
  if (place.depth > MAX_DEPTH) return { kind: 'json' }
  if (property.enum) return { kind: 'options', values: property.enum }
  if (oneOf) return choiceOf(oneOf, place)
  const resource = /^resource-(.+)$/.exec(format)?.[1] ?? property.resourceType
  if (resource !== undefined) return isFile(resource, place) ? { kind: 'file' } : { kind: 'resource', type: resource }
  switch (type) {
    case 'string':
      return textOf(property)
    case 'number':
    case 'integer':
      return numberOf(property)
    case 'boolean':
      return { kind: 'boolean' }
    case 'array':
      return listOf(property, place)
    case 'object': {
      const fields = fieldsOf(property, { ...place, depth: place.depth + 1 })
      return fields.length > 0 ? { kind: 'object', fields } : { kind: 'json' }
    }
    default:
      return { kind: 'json' }
  }
}

/** `s3_object` in any spelling, unless the workspace has made a type of that other spelling. */
function isFile(name: string, { isResourceType }: Place): boolean {
  return name === 's3_object' || (name.replaceAll('_', '').toLowerCase() === 's3object' && !isResourceType(name))
}

function textOf({ format = '', contentEncoding, password }: Property): Control {
  if (contentEncoding === 'base64') return { kind: 'bytes' }
  if (format === 'date') return { kind: 'date' }
  if (format === 'date-time') return { kind: 'datetime' }
  const secret = password === true || format === 'password'
  return { kind: 'text', secret, email: format === 'email', long: !secret && format !== 'email' }
}

function numberOf({ type, minimum, maximum }: Property): Control {
  return { kind: 'number', integer: type === 'integer', minimum: minimum ?? null, maximum: maximum ?? null }
}

function listOf({ items }: Property, place: Place): Control {
  const item = propertySchema.safeParse(items)
  const control = item.success ? controlOf(item.data, { ...place, depth: place.depth + 1 }) : null
  if (!control || control.kind === 'json') return { kind: 'json' }
  return control.kind === 'file' ? { kind: 'files' } : { kind: 'list', item: control }
}

function choiceOf(oneOf: unknown[], place: Place): Control {
  const options = oneOf.map((option, index) => {
    const title = propertySchema.safeParse(option).data?.title
    return { label: title ?? `Option ${index + 1}`, fields: fieldsOf(option, { ...place, depth: place.depth + 1 }) }
  })
  return options.every(({ fields }) => fields.length > 0) ? { kind: 'choice', options } : { kind: 'json' }
}
