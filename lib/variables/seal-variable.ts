import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { open, type SecretPlace, seal } from '@/lib/secrets/seal'
import type { StoredVariable } from './store'

/** The value of a variable as it is kept: sealed for its place when it is secret. */
export function sealVariable(
  workspaceId: WorkspaceId,
  variable: { path: string; isSecret: boolean; value: string },
): string {
  return variable.isSecret ? seal(variable.value, variablePlace(workspaceId, variable.path)) : variable.value
}

/** The value in clear. */
export function unsealVariable(workspaceId: WorkspaceId, { path, isSecret, value }: StoredVariable): string {
  return isSecret ? open(value, variablePlace(workspaceId, path)) : value
}

// No field of a resource has such a name, so neither can stand in for the other.
function variablePlace(workspaceId: string, path: string): SecretPlace {
  return { workspaceId, path, field: 'variable value' }
}
