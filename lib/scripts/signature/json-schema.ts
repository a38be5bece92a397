import type { Argument, ArgumentType, Field, Signature } from './signature'

export type JsonSchema = { [keyword: string]: unknown }

/** The arguments as a JSON Schema of an object, in the shapes that forms of the published product understand. */
export function signatureSchemaOf({ args }: Signature): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: Object.fromEntries(args.map((argument) => [argument.name, argumentSchema(argument)])),
    required: args.filter(({ optional }) => !optional).map(({ name }) => name),
    order: args.map(({ name }) => name),
  }
}

function argumentSchema({ type, default: preset, description = '' }: Argument): JsonSchema {
  return { ...typeSchema(type), description, ...(preset !== undefined && { default: preset }) }
}

function typeSchema(type: ArgumentType): JsonSchema {
  switch (type.kind) {
    case 'unknown':
      return {}
    case 'text':
      if (type.options) return { type: 'string', originalType: 'enum', enum: type.options }
      return { type: 'string', ...(type.format && { format: type.format }) }
    case 'number':
    case 'integer':
      return { type: type.kind, ...(type.options && { enum: type.options }) }
    case 'boolean':
      return { type: 'boolean' }
    case 'bytes':
      return { type: 'string', contentEncoding: 'base64', originalType: 'bytes' }
    case 'datetime':
      return { type: 'string', format: 'date-time' }
    case 'date':
      return { type: 'string', format: 'date' }
    case 'resource':
      return { type: 'object', format: `resource-${type.name}` }
    case 'list':
      return listSchema(type.item)
    case 'object':
      return { type: 'object', ...(type.fields.length > 0 && fieldsSchema(type.fields)) }
    case 'choice':
      return {
        type: 'object',
        oneOf: type.options.map(({ label, fields }) => ({ type: 'object', title: label, ...fieldsSchema(fields) })),
      }
  }
}

function listSchema(item: ArgumentType): JsonSchema {
  if (item.kind === 'unknown') return { type: 'array' }
  if (item.kind !== 'resource') return { type: 'array', items: typeSchema(item) }
  return { type: 'array', items: { type: 'resource', resourceType: item.name }, originalType: 'resource[]' }
}

function fieldsSchema(fields: Field[]): JsonSchema {
  return {
    properties: Object.fromEntries(fields.map(({ name, type }) => [name, typeSchema(type)])),
    required: fields.filter(({ optional }) => !optional).map(({ name }) => name),
    order: fields.map(({ name }) => name),
  }
}
