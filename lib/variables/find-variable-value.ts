import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { open } from '@/lib/secrets/seal'
import { findStoredVariable } from './store'
import { variablePlace } from './variable-place'

/** The value of a variable in clear, or null. Only for following references: it asks nobody for a right. */
export async function findVariableValue(workspaceId: WorkspaceId, path: string): Promise<string | null> {
  const variable = await findStoredVariable(workspaceId, path)
  if (!variable) return null
  return variable.isSecret ? open(variable.value, variablePlace(workspaceId, path)) : variable.value
}
