import 'server-only'
import type { Context } from '@/lib/auth/context'
import { listGrantedFolders } from '@/lib/folders/list-granted-folders'
import { listGrantedItems } from '@/lib/grants/list-granted-items'
import { getManagedGroup } from './get-managed-group'
import type { GroupUses, NamedGroup } from './schema'

/** What is granted to a group, and would be lost with it. For its managers and admins. */
export async function listGroupUses(ctx: Context, { name }: NamedGroup): Promise<GroupUses> {
  await getManagedGroup(ctx, name)
  const subject = `g/${name}`
  const [folders, items] = await Promise.all([listGrantedFolders(ctx, subject), listGrantedItems(ctx, subject)])
  return { folders: folders.map((folder) => `f/${folder}`), items: items.map(({ path }) => path).sort() }
}
