import 'server-only'
import * as z from 'zod'
import type { Context } from '@/lib/auth/context'
import { listResourceTypeNames } from '@/lib/resource-types/describe-types'
import type { NewScript, ScriptSettings } from './schema'
import { type JsonSchema, signatureSchemaOf } from './signature/json-schema'
import { readSignature } from './signature/read-signature'
import type { StoredScript } from './store'

type Inferred = { schema: string | null; settings: ScriptSettings }

/**
 * The JSON Schema of the arguments: as given, or else as the content tells. What was written about an argument of the
 * version before stays with it, and all of that where the content does not parse.
 */
export async function inferSchema(ctx: Context, script: NewScript, parent: StoredScript | null): Promise<Inferred> {
  const { content, language, schema: given } = script
  const { signature } = await readSignature({ content, language, resourceTypes: await listResourceTypeNames(ctx) })
  const settings = {
    has_preprocessor: script.has_preprocessor ?? signature?.hasPreprocessor ?? false,
    auto_kind: script.auto_kind ?? (signature && !signature.hasMain ? 'lib' : undefined),
  }
  if (given && Object.keys(given).length > 0) return { schema: JSON.stringify(given), settings }
  if (!signature) return { schema: parent?.schema ?? null, settings }
  const before = parent?.schema ? propertiesOf(JSON.parse(parent.schema)) : {}
  return { schema: JSON.stringify(keepProse(signatureSchemaOf(signature), before)), settings }
}

const propertiesSchema = z.object({ properties: z.record(z.string(), z.record(z.string(), z.unknown())) })

function propertiesOf(schema: unknown): Record<string, JsonSchema> {
  const read = propertiesSchema.safeParse(schema)
  return read.success ? read.data.properties : {}
}

/** What the text of a script tells by itself: it goes when the text does not say it any more. */
const TOLD_BY_TEXT = new Set([
  ...['type', 'format', 'contentEncoding', 'originalType', 'default', 'enum'],
  ...['items', 'properties', 'required', 'order', 'oneOf'],
])

function keepProse(schema: JsonSchema, before: Record<string, JsonSchema>): JsonSchema {
  const properties = Object.entries(propertiesOf(schema)).map(([name, property]) => {
    const known = before[name] ?? {}
    if (known.type !== property.type || known.format !== property.format) return [name, property]
    const written = Object.entries(known).filter(([keyword]) => !TOLD_BY_TEXT.has(keyword))
    const description = property.description || (known.description ?? '')
    return [name, { ...Object.fromEntries(written), ...property, description }]
  })
  return { ...schema, properties: Object.fromEntries(properties) }
}
