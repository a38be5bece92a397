import type { ResourceField, ResourceType } from './resource-type'

const types = { text: 'string', secret: 'string', boolean: 'boolean', integer: 'integer' } as const

/** The type's value as JSON schema 2020-12, fields in the order of the form, secrets marked as passwords. */
export function jsonSchema(type: ResourceType) {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: type.fields.filter(({ default: preset }) => preset !== undefined).map(({ name }) => name),
    properties: Object.fromEntries(type.fields.map((field) => [field.name, property(field)])),
    order: type.fields.map(({ name }) => name),
  }
}

function property({ kind, label, help, json, default: preset }: ResourceField) {
  return {
    type: json ? 'object' : types[kind],
    title: label,
    description: help,
    ...(preset !== undefined && { default: preset }),
    ...(kind === 'secret' && { password: true }),
  }
}
