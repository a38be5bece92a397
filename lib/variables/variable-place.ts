import 'server-only'
import type { SecretPlace } from '@/lib/secrets/seal'

/** What the sealed value of a variable is bound to. No field of a resource has such a name. */
export function variablePlace(workspaceId: string, path: string): SecretPlace {
  return { workspaceId, path, field: 'variable value' }
}
