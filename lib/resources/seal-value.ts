import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { seal } from '@/lib/secrets/seal'
import { isReference } from './references'
import { KEPT_SECRET } from './schema'
import type { ResourceType, ResourceValue } from './types/resource-type'
import { valueSchema } from './types/value-schema'

/** Parses a whole value, secrets in clear, as its type wants it. Throws `invalid` with a sentence for every wrong field. */
export function checkValue(type: ResourceType, value: ResourceValue, { followed = false } = {}): ResourceValue {
  const parsed = valueSchema(type, { followed }).safeParse(value)
  if (parsed.success) return parsed.data
  const fields: Record<string, string[]> = {}
  for (const { path, message } of parsed.error.issues) {
    const name = ['value', ...path].join('.')
    fields[name] = [...(fields[name] ?? []), message]
  }
  throw new AppError('invalid', Object.values(fields).flat().join(' '), { fields })
}

/** Splits a checked value into the public part and the sealed secrets, both as JSON text, bound to `path`. */
export function sealValue(type: ResourceType, value: ResourceValue, place: { workspaceId: WorkspaceId; path: string }) {
  const open: ResourceValue = {}
  const sealed: Record<string, string> = {}
  for (const [field, part] of Object.entries(value)) {
    if (isSecretText(type, field, part)) sealed[field] = seal(part, { ...place, field })
    else if (part !== undefined && !(isSecretField(type, field) && part === '')) open[field] = part
  }
  return { value: JSON.stringify(open), secrets: JSON.stringify(sealed) }
}

/** A draft with the stored secrets put in where it leaves them as they are. */
export function keepSecrets(
  type: ResourceType,
  draft: ResourceValue,
  stored: (field: string) => unknown = () => undefined,
): ResourceValue {
  const value = { ...draft }
  for (const { name, kind, json } of type.fields) {
    if (kind !== 'secret') continue
    if (isKept(value[name])) value[name] = stored(name)
    if (json) value[name] = toText(value[name])
    if (value[name] === null || value[name] === '' || value[name] === undefined) delete value[name]
  }
  return value
}

/** An object as it is sealed; an empty one is none. */
function toText(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part
  return Object.keys(part).length === 0 ? '' : JSON.stringify(part)
}

/** Whether a draft leaves this secret as it is stored. */
export function isKept(draft: unknown): boolean {
  return draft === undefined || draft === KEPT_SECRET
}

/** Whether the type keeps this field as a secret. */
export function isSecretField(type: ResourceType, name: string): boolean {
  return type.fields.some((field) => field.name === name && field.kind === 'secret')
}

// A reference is no secret: it says where one lies.
function isSecretText(type: ResourceType, name: string, part: unknown): part is string {
  return isSecretField(type, name) && typeof part === 'string' && part !== '' && !isReference(part)
}
