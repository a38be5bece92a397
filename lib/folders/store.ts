import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { db } from '@/lib/db'

export async function findGrants(workspaceId: WorkspaceId, folder: string, subjects: string[]) {
  return (await db()).folderGrant.findMany({
    where: { workspaceId, folder, subject: { in: subjects } },
    select: { subject: true, access: true },
  })
}
