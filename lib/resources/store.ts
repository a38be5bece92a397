import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { dropPathGrants, movePathGrants } from '@/lib/database/carry-path-grants'
import { db } from '@/lib/db'
import { forgetIdentities } from '@/lib/people/identity-cache'

/** A resource as it is kept: secrets stay sealed. */
export type StoredResource = {
  id: string
  path: string
  resourceType: string
  description: string
  value: string
  secrets: string
  createdBy: string
  editedBy: string
  /** Whose rights its references are followed with; null for nobody's. */
  editedById: string | null
  ambient: boolean
  destination: string
  editedAt: Date
}

const columns = {
  id: true,
  path: true,
  resourceType: true,
  description: true,
  value: true,
  secrets: true,
  createdBy: true,
  editedBy: true,
  editedById: true,
  ambient: true,
  destination: true,
  editedAt: true,
} as const

const at = (workspaceId: WorkspaceId, path: string) => ({ workspaceId_path: { workspaceId, path } })

/** One resource by its path, with its secrets sealed; null when there is none. */
export async function findStoredResource(workspaceId: WorkspaceId, path: string): Promise<StoredResource | null> {
  return (await db()).resource.findUnique({ where: at(workspaceId, path), select: columns })
}

/** All of a workspace, by path. Who may see which is the use case's matter: LIKE patterns would take `_` for any letter. */
export async function listStoredResources(workspaceId: WorkspaceId): Promise<StoredResource[]> {
  return (await db()).resource.findMany({ where: { workspaceId }, select: columns, orderBy: { path: 'asc' } })
}

type Draft = Omit<StoredResource, 'id' | 'createdBy' | 'editedAt'>

/** Adds a resource, for nobody but those whom its path names. Throws a unique violation when the path is taken. */
export async function insertResource(workspaceId: WorkspaceId, draft: Draft): Promise<StoredResource> {
  const client = await db()
  const made = await client.$transaction(async (tx) => {
    const data = { workspaceId, createdBy: draft.editedBy, ...draft }
    const row = await tx.resource.create({ data, select: columns })
    await dropPathGrants(tx, { workspaceId, kind: 'resource', path: draft.path })
    return row
  })
  forgetIdentities()
  return made
}

/** Replaces one version by the next; storages and extra permissions follow a resource that moves. Answers when the new version was made, or null when somebody else changed or removed the resource meanwhile. */
export async function replaceResource(
  workspaceId: WorkspaceId,
  old: { path: string; editedAt: Date },
  draft: Draft,
): Promise<Date | null> {
  // Never the same instant twice: it tells versions apart.
  const editedAt = new Date(Math.max(Date.now(), old.editedAt.getTime() + 1))
  const client = await db()
  const replaced = await client.$transaction(async (tx) => {
    const where = { workspaceId, path: old.path, editedAt: old.editedAt }
    const { count } = await tx.resource.updateMany({ where, data: { ...draft, editedAt } })
    if (count === 0) return null
    await movePathGrants(tx, { workspaceId, kind: 'resource', path: old.path }, draft.path)
    // With the resource, or a storage would point at nothing for a moment.
    if (draft.path !== old.path)
      await tx.storageSetting.updateMany({
        where: { workspaceId, resourcePath: old.path },
        data: { resourcePath: draft.path },
      })
    return editedAt
  })
  forgetIdentities()
  return replaced
}

/** Removes a resource and its extra permissions. Throws when there is none at the path. */
export async function removeResource(workspaceId: WorkspaceId, path: string): Promise<void> {
  const client = await db()
  await client.$transaction(async (tx) => {
    await tx.resource.delete({ where: at(workspaceId, path) })
    await dropPathGrants(tx, { workspaceId, kind: 'resource', path })
  })
  forgetIdentities()
}
