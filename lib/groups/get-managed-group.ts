import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { getGroup } from './list-groups'
import { ALL_MEMBERS, type GroupSummary } from './schema'

/** The group, for changing it. Throws `not_found`; `forbidden` for whoever neither manages it nor is an admin; `invalid` for `all`. */
export async function getManagedGroup(ctx: Context, name: string): Promise<GroupSummary> {
  if (name === ALL_MEMBERS) throw new AppError('invalid', 'The group all holds everybody and cannot be changed.')
  const group = await getGroup(ctx, { name })
  if (!group.mayManage) throw new AppError('forbidden', `Only managers of the group ${name} and admins may change it.`)
  return group
}
