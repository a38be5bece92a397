import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { unsealVariable } from './seal-variable'
import { findStoredVariable } from './store'

/** The value of a variable in clear, or null. Only for following references: it asks nobody for a right. */
export async function findVariableValue(workspaceId: WorkspaceId, path: string): Promise<string | null> {
  const variable = await findStoredVariable(workspaceId, path)
  return variable && unsealVariable(workspaceId, variable)
}
