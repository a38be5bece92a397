import 'server-only'
import { AppError } from '@/lib/errors'
import { destinationOf, isSameDestination } from './destination'
import { isReference } from './references'
import { isKept } from './seal-value'
import type { StoredResource } from './store'
import type { ResourceType, ResourceValue } from './types/resource-type'
import { readColumns } from './unseal-value'

type Change = {
  stored: StoredResource
  /** As it was sent: it tells which secrets are left as they are. */
  draft: ResourceValue
  /** Where the draft leads, its references followed. */
  destination: string
}

/**
 * A stored secret goes only where it was entered for. Throws `invalid` at each secret that the draft leaves as it is
 * while the bucket, the server or the way there becomes another one: else whoever may edit a resource could have its
 * secrets sent anywhere.
 */
export function requireSameDestination(type: ResourceType, { stored, draft, destination }: Change): void {
  const { value, sealed } = readColumns(stored)
  // Rows from before destinations were stored are compared as they are written.
  const before = stored.destination || destinationOf(type, { ...value, ...sealed }, value)
  if (isSameDestination(before, destination)) return
  const fields: Record<string, string[]> = {}
  for (const { name, kind, label } of type.fields) {
    const secret = sealed[name] ?? value[name]
    if (kind !== 'secret' || !isKept(draft[name]) || !secret || isReference(String(secret))) continue
    fields[`value.${name}`] = [
      `Enter the ${label.toLowerCase()} again: it was stored for another server, bucket, access key or encryption.`,
    ]
  }
  const sentences = Object.values(fields).flat()
  if (sentences.length > 0) throw new AppError('invalid', sentences.join(' '), { fields })
}
