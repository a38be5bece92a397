import 'server-only'
import { recordPersonAudit } from '@/lib/audit/record-audit'
import { createContext, type PersonContext, requireSuperadmin } from '@/lib/auth/context'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { holdWorkspaceStores } from '@/lib/resources/drop-workspace-stores'
import type { NamedWorkspace } from './schema'
import { removeWorkspace } from './store'

/**
 * Deletes a workspace with everything in it: members, groups, folders, items, storages, tokens and links. What lies in its
 * buckets stays there. For superadmins. Throws `not_found`.
 */
export async function deleteWorkspace(ctx: PersonContext, { id }: NamedWorkspace): Promise<NamedWorkspace> {
  requireSuperadmin(ctx)
  const { workspace } = await createContext(ctx, id)
  const dropStores = await holdWorkspaceStores(workspace.id)
  await removeWorkspace(id)
  dropStores()
  forgetIdentities()
  const { name } = workspace
  await recordPersonAudit(ctx, {
    ...{ operation: 'workspaces.delete', action: 'delete', resource: id },
    parameters: { name },
  })
  return { id }
}
