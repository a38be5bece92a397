import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { findVariableValue } from '@/lib/variables/find-variable-value'
import { interpolate, type ReferenceSource } from './interpolate'
import { findStoredResource } from './store'
import { unsealValue } from './unseal-value'

/**
 * Follows the references of a value within the workspace, whoever asks: whoever saved the resource could read what it
 * refers to. Only for opening stores; the result is not for the eyes of the caller.
 */
export async function resolveValue(workspaceId: WorkspaceId, value: unknown): Promise<unknown> {
  return interpolate(value, workspaceSource(workspaceId))
}

function workspaceSource(workspaceId: WorkspaceId): ReferenceSource {
  return {
    variable: (path) => findVariableValue(workspaceId, path),
    async resource(path) {
      const row = await findStoredResource(workspaceId, path)
      return row && unsealValue(workspaceId, row)
    },
  }
}
