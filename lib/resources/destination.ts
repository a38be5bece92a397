import 'server-only'
import { createHash } from 'node:crypto'
import { AppError } from '@/lib/errors'
import { findReferences, hasReference } from './references'
import { isSecretField } from './seal-value'
import type { StoredResource } from './store'
import type { ResourceType, ResourceValue } from './types/resource-type'

type Value = {
  /** With its references. */
  value: ResourceValue
  /** References followed. */
  resolved: ResourceValue
}

/** Where the secrets of a value go, as it is kept: what is in it may come from a secret variable, so only its digest. */
export function destinationOf(type: ResourceType, value: ResourceValue, resolved: ResourceValue): string {
  if (!type.destination) return ''
  // Keys that are referred to are changed together, and the resource follows.
  const { accessKey, ...others } = resolved
  const { place, secure } = type.destination(hasReference(value.secretKey) ? others : { ...others, accessKey })
  return `${secure ? 'tls' : 'plain'} ${createHash('sha256').update(place).digest('base64url')}`
}

/** Whether secrets that were stored for one destination may go to the other: the same place, by no weaker way. */
export function isSameDestination(stored: string, next: string): boolean {
  const [storedWay, storedPlace] = stored.split(' ')
  const [way, place] = next.split(' ')
  return place === storedPlace && (way === storedWay || way === 'tls')
}

/** Throws `unavailable` when what a resource refers to has changed so that its secrets would go elsewhere. */
export function requireStoredDestination(
  type: ResourceType,
  { path, destination }: StoredResource,
  { value, resolved }: Value,
): void {
  const keepsSecrets = Object.keys(value).some((name) => isSecretField(type, name))
  if (destination === '' || !keepsSecrets || findReferences(value).length === 0) return
  if (isSameDestination(destination, destinationOf(type, value, resolved))) return
  throw new AppError(
    'unavailable',
    `${path} leads to another server or bucket than its keys were stored for, because something that it refers to has changed. Whoever may change ${path} can enter the keys again.`,
  )
}
