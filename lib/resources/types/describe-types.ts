import { resourceTypes } from './index'
import { jsonSchema } from './json-schema'
import type { TypeDescription } from './type-description'

/** Every built-in resource type with the JSON schema of its values. */
export function describeTypes(): TypeDescription[] {
  return resourceTypes.map((type) => ({
    name: type.name,
    schema: jsonSchema(type),
    description: type.description,
  }))
}

/** The built-in type of that name, or null. */
export function findDescription(name: string): TypeDescription | null {
  return describeTypes().find((type) => type.name === name) ?? null
}
