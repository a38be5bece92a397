import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { forgetIdentities } from '@/lib/people/identity-cache'

/** A variable as it is kept: a secret one stays sealed. */
export type StoredVariable = {
  path: string
  description: string
  isSecret: boolean
  value: string
  editedAt: Date
}

const columns = { path: true, description: true, isSecret: true, value: true, editedAt: true } as const
const at = (workspaceId: WorkspaceId, path: string) => ({ workspaceId_path: { workspaceId, path } })

/** One variable by its path; null when there is none. */
export async function findStoredVariable(workspaceId: WorkspaceId, path: string): Promise<StoredVariable | null> {
  return (await db()).variable.findUnique({ where: at(workspaceId, path), select: columns })
}

/** All variables of the workspace by path; secret values stay sealed. */
export async function listStoredVariables(workspaceId: WorkspaceId): Promise<StoredVariable[]> {
  return (await db()).variable.findMany({ where: { workspaceId }, select: columns, orderBy: { path: 'asc' } })
}

type NewVariable = Omit<StoredVariable, 'editedAt'>

/** Adds a variable. Throws a unique violation when the path is taken. */
export async function insertVariable(workspaceId: WorkspaceId, variable: NewVariable): Promise<void> {
  await (await db()).variable.create({ data: { workspaceId, ...variable } })
  forgetIdentities()
}

/** False when somebody else changed or removed it meanwhile. */
export async function replaceVariable(
  workspaceId: WorkspaceId,
  old: { path: string; editedAt: Date },
  variable: NewVariable,
): Promise<boolean> {
  const { count } = await (await db()).variable.updateMany({
    where: { workspaceId, path: old.path, editedAt: old.editedAt },
    data: { ...variable, editedAt: new Date(Math.max(Date.now(), old.editedAt.getTime() + 1)) },
  })
  forgetIdentities()
  return count > 0
}

/** Removes a variable; one that is not there is no failure. */
export async function removeVariable(workspaceId: WorkspaceId, path: string): Promise<void> {
  await (await db()).variable.deleteMany({ where: { workspaceId, path } })
  forgetIdentities()
}
