import 'server-only'
import type { Context } from '@/lib/auth/context'
import type { ResourceSummary } from './schema'
import { findResourceType } from './types'

/** Why the actor may only look at a resource, as a sentence for its form; null when they may change it. */
export function resourceLock(ctx: Context, { mayWrite, resourceType }: ResourceSummary): string | null {
  const type = findResourceType(resourceType)
  if (type?.superadminsOnly && !ctx.person.superadmin) return type.superadminsOnly
  if (ctx.role === 'operator')
    return 'Operators look at resources and change none. Ask an admin for the role of a developer.'
  return mayWrite ? null : 'You may see this resource but not change it. Ask its owner or an admin.'
}
