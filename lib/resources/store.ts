import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { db } from '@/lib/db'

/** A resource as it is kept: secrets stay sealed. */
export type StoredResource = {
  id: string
  path: string
  resourceType: string
  description: string
  value: string
  secrets: string
  editedBy: string
  editedAt: Date
}

const columns = {
  id: true,
  path: true,
  resourceType: true,
  description: true,
  value: true,
  secrets: true,
  editedBy: true,
  editedAt: true,
} as const

export async function findStoredResource(workspaceId: WorkspaceId, path: string): Promise<StoredResource | null> {
  return (await db()).resource.findUnique({ where: { workspaceId_path: { workspaceId, path } }, select: columns })
}
