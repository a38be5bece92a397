import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { moveCallers } from '@/lib/database/carry-callers'
import { dropPathGrants, movePathGrants } from '@/lib/database/carry-path-grants'
import { serializably } from '@/lib/database/serializably'
import { db } from '@/lib/db'
import { forgetIdentities } from '@/lib/people/identity-cache'

/** One version of a script as it is kept; schema and settings are JSON text. */
export type StoredScript = {
  hash: string
  path: string
  parentHash: string | null
  summary: string
  description: string
  content: string
  language: string
  kind: string
  schema: string | null
  lock: string
  settings: string
  archived: boolean
  deleted: boolean
  createdBy: string
  createdAt: Date
}

const columns = {
  hash: true,
  path: true,
  parentHash: true,
  summary: true,
  description: true,
  content: true,
  language: true,
  kind: true,
  schema: true,
  lock: true,
  settings: true,
  archived: true,
  deleted: true,
  createdBy: true,
  createdAt: true,
} as const

const newestFirst = [{ createdAt: 'desc' }, { hash: 'asc' }] as const

/** The newest version at a path, archived or not; null when there never was one. */
export async function findNewestScript(workspaceId: WorkspaceId, path: string): Promise<StoredScript | null> {
  return (await db()).script.findFirst({
    where: { workspaceId, path },
    select: columns,
    orderBy: [{ archived: 'asc' }, ...newestFirst],
  })
}

/** One version by its hash; null when there is none. */
export async function findScriptByHash(workspaceId: WorkspaceId, hash: string): Promise<StoredScript | null> {
  return (await db()).script.findUnique({ where: { workspaceId_hash: { workspaceId, hash } }, select: columns })
}

/** Every version at a path, the newest first. */
export async function listVersions(workspaceId: WorkspaceId, path: string): Promise<StoredScript[]> {
  return (await db()).script.findMany({ where: { workspaceId, path }, select: columns, orderBy: [...newestFirst] })
}

const { content: _content, schema: _schema, lock: _lock, ...listed } = columns

/** Every version of a workspace without what is long, the newest first. */
export async function listStoredScripts(workspaceId: WorkspaceId) {
  return (await db()).script.findMany({ where: { workspaceId }, select: listed, orderBy: [...newestFirst] })
}

/** Which version every version took the place of. */
export async function listParents(workspaceId: WorkspaceId): Promise<Map<string, string>> {
  const rows = await (await db()).script.findMany({
    where: { workspaceId, parentHash: { not: null } },
    select: { hash: true, parentHash: true },
  })
  return new Map(rows.flatMap(({ hash, parentHash }) => (parentHash === null ? [] : [[hash, parentHash]])))
}

/**
 * Adds a version and archives the one before. Answers what stands in its way, when something does: another version that
 * runs at its path, or one that took the place of its parent already. Throws a unique violation for a hash that is taken.
 */
export async function insertScript(
  workspaceId: WorkspaceId,
  script: StoredScript,
  { parent, by }: { parent: StoredScript | null /** Whose change it is. */; by: string },
): Promise<'path taken' | 'parent outdated' | null> {
  const problem = await serializably(async (tx) => {
    const { path, parentHash } = script
    const place = { workspaceId, kind: 'script', path } as const
    if (parentHash !== null && (await tx.script.findFirst({ where: { workspaceId, parentHash } })))
      return 'parent outdated'
    const running = await tx.script.findFirst({ where: { workspaceId, path, archived: false } })
    if (running && running.hash !== parentHash) return 'path taken'
    if (parentHash !== null)
      await tx.script.updateMany({ where: { workspaceId, hash: parentHash }, data: { archived: true } })
    await tx.script.create({ data: { workspaceId, ...script } })
    if (parent) await movePathGrants(tx, { ...place, path: parent.path }, path)
    else await dropPathGrants(tx, place)
    if (parent && parent.path !== path) {
      const stays = await tx.script.findFirst({ where: { workspaceId, path: parent.path, archived: false } })
      if (!stays) await moveCallers(tx, { ...place, path: parent.path, to: path, by })
    }
    return null
  })
  forgetIdentities()
  return problem
}

/** Archives what runs at a path. False when nothing does. */
export async function archiveScripts(workspaceId: WorkspaceId, path: string): Promise<boolean> {
  const where = { workspaceId, path, archived: false }
  return (await (await db()).script.updateMany({ where, data: { archived: true } })).count > 0
}

/** Removes every version at a path, and the extra permissions of the script. */
export async function removeScripts(workspaceId: WorkspaceId, path: string): Promise<void> {
  const client = await db()
  await client.$transaction(async (tx) => {
    await tx.script.deleteMany({ where: { workspaceId, path } })
    await dropPathGrants(tx, { workspaceId, kind: 'script', path })
  })
  forgetIdentities()
}
