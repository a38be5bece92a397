import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { dropPathGrants, movePathGrants } from '@/lib/database/carry-path-grants'
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

/** Adds a variable, for nobody but those whom its path names. Throws a unique violation when the path is taken. */
export async function insertVariable(workspaceId: WorkspaceId, variable: NewVariable): Promise<void> {
  const client = await db()
  await client.$transaction(async (tx) => {
    await tx.variable.create({ data: { workspaceId, ...variable } })
    await dropPathGrants(tx, { workspaceId, kind: 'variable', path: variable.path })
  })
  forgetIdentities()
}

/** Replaces one version by the next; extra permissions follow a variable that moves. False when somebody else changed or removed it meanwhile. */
export async function replaceVariable(
  workspaceId: WorkspaceId,
  old: { path: string; editedAt: Date },
  variable: NewVariable,
): Promise<boolean> {
  const client = await db()
  const replaced = await client.$transaction(async (tx) => {
    const { count } = await tx.variable.updateMany({
      where: { workspaceId, path: old.path, editedAt: old.editedAt },
      data: { ...variable, editedAt: new Date(Math.max(Date.now(), old.editedAt.getTime() + 1)) },
    })
    if (count > 0) await movePathGrants(tx, { workspaceId, kind: 'variable', path: old.path }, variable.path)
    return count > 0
  })
  forgetIdentities()
  return replaced
}

/** Removes a variable and its extra permissions; one that is not there is no failure. */
export async function removeVariable(workspaceId: WorkspaceId, path: string): Promise<void> {
  const client = await db()
  await client.$transaction(async (tx) => {
    await tx.variable.deleteMany({ where: { workspaceId, path } })
    await dropPathGrants(tx, { workspaceId, kind: 'variable', path })
  })
  forgetIdentities()
}
