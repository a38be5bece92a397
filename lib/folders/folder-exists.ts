import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { findStoredFolder } from './store'

/** Whether there is a folder of that name, whoever may see it. */
export async function folderExists(workspaceId: WorkspaceId, name: string): Promise<boolean> {
  return (await findStoredFolder(workspaceId, name)) !== null
}
