import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { getManagedGroup } from './get-managed-group'
import type { NamedGroup, UpdateGroup } from './schema'
import { removeGroup, updateSummary } from './store'

/** Changes what a group is said to be for. For its managers and admins. */
export async function updateGroup(ctx: Context, { name, summary }: UpdateGroup): Promise<NamedGroup> {
  await getManagedGroup(ctx, name)
  await updateSummary(ctx.workspace.id, name, summary)
  await recordAudit(ctx, { operation: 'group.edit', action: 'update', resource: `g/${name}`, parameters: { summary } })
  return { name }
}

/** Deletes a group, and with it all that was granted to it. For its managers and admins. */
export async function deleteGroup(ctx: Context, { name }: NamedGroup): Promise<NamedGroup> {
  await getManagedGroup(ctx, name)
  await removeGroup(ctx.workspace.id, name)
  forgetIdentities()
  await recordAudit(ctx, { operation: 'group.delete', action: 'delete', resource: `g/${name}` })
  return { name }
}
