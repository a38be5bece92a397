import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { open, type SecretPlace } from '@/lib/secrets/seal'
import type { ResourceDetails, ResourceSummary, SecretMark } from './schema'
import type { StoredResource } from './store'
import { readColumns } from './unseal-value'

// The end of a short secret would be too much of it.
const MIN_LENGTH_TO_SHOW_END = 12
const SHOWN_END = 4

type Circumstances = { mayWrite: boolean; usedBy: string[] }

/** What a list tells of a resource. */
export function summariseResource(row: StoredResource, circumstances: Circumstances): ResourceSummary {
  const { path, resourceType, description, editedBy, editedAt } = row
  return { path, resourceType, description, editedBy, editedAt, ...circumstances }
}

/** All that screens may see of a resource: of a secret only that there is one. */
export function describeResource(
  workspaceId: WorkspaceId,
  row: StoredResource,
  circumstances: Circumstances,
): ResourceDetails {
  const { value, sealed } = readColumns(row)
  const marks = Object.entries(sealed).map(([field, secret]) => [
    field,
    markOf(secret, { workspaceId, path: row.path, field }),
  ])
  return { ...summariseResource(row, circumstances), value, secrets: Object.fromEntries(marks) }
}

function markOf(sealed: string, place: SecretPlace): SecretMark {
  try {
    const secret = open(sealed, place)
    return { set: true, ...(secret.length >= MIN_LENGTH_TO_SHOW_END && { endsIn: secret.slice(-SHOWN_END) }) }
  } catch (error) {
    // The form must open all the same, or nobody could enter the secret again.
    if (error instanceof AppError) return { set: true, lost: true }
    throw error
  }
}
