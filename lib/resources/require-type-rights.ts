import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import type { ResourceType } from './types/resource-type'

/** Throws `forbidden` for a type that only superadmins may create and change. */
export function requireTypeRights(ctx: Context, type: ResourceType): void {
  if (type.superadminsOnly && !ctx.person.superadmin) throw new AppError('forbidden', type.superadminsOnly)
}
