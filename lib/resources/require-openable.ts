import 'server-only'
import type { Context } from '@/lib/auth/context'
import { resolveForActor } from './resolve-for-actor'
import { openResourceValue } from './types/open-resource-value'
import type { ResourceType, ResourceValue } from './types/resource-type'

/**
 * Throws `invalid` for a value that no store can be opened with, or with a reference that leads nowhere that the actor
 * may read. Connects to nothing.
 */
export async function requireOpenable(ctx: Context, type: ResourceType, value: ResourceValue): Promise<void> {
  const store = await openResourceValue(type.name, await resolveForActor(ctx, value))
  await store.close?.()
}
