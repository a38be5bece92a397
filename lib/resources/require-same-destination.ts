import 'server-only'
import { AppError } from '@/lib/errors'
import { isReference } from './references'
import { isKept } from './seal-value'
import type { ResourceType, ResourceValue } from './types/resource-type'
import { endpointParts } from './types/s3-checks'

/**
 * A stored secret goes only to the server that it was entered for. Throws `invalid` at each secret that the draft leaves as
 * it is while the server becomes another one: else whoever may edit a resource could have its secrets sent anywhere.
 */
export function requireSameDestination(type: ResourceType, draft: ResourceValue, stored: ResourceValue): void {
  if (destinationOf(draft) === destinationOf(stored)) return
  const fields: Record<string, string[]> = {}
  for (const { name, kind, label } of type.fields) {
    const secret = stored[name]
    if (kind !== 'secret' || !isKept(draft[name]) || !secret || isReference(String(secret))) continue
    fields[`value.${name}`] = [
      `Enter the ${label.toLowerCase()} again: the endpoint is another one than it was stored for.`,
    ]
  }
  const sentences = Object.values(fields).flat()
  if (sentences.length > 0) throw new AppError('invalid', sentences.join(' '), { fields })
}

function destinationOf({ endPoint, port }: ResourceValue): string {
  const text = typeof endPoint === 'string' ? endPoint.trim() : ''
  const parts = endpointParts(text)
  // What is no address, a reference for example, is compared as it is written.
  const host = parts ? parts.host : text
  return JSON.stringify([host, String(parts?.port ?? port ?? '')])
}
