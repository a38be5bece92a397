import { AppError } from '@/lib/errors'
import { findResourceType, resourceTypes } from './index'
import { jsonSchema } from './json-schema'
import type { ResourceType } from './resource-type'
import type { TypeDescription } from './type-description'

/** Every resource type with the JSON schema of its values. */
export function describeTypes(): TypeDescription[] {
  return resourceTypes.map(describe)
}

/** The type of that name. Throws `not_found`. */
export function describeType(name: string): TypeDescription {
  const type = findResourceType(name)
  if (!type) throw new AppError('not_found', `There is no resource type ${JSON.stringify(name)}.`)
  return describe(type)
}

function describe(type: ResourceType): TypeDescription {
  return { name: type.name, schema: jsonSchema(type), description: type.description }
}
