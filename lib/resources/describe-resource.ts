import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { open, type SecretPlace } from '@/lib/secrets/seal'
import type { ResourceDetails, ResourceSummary, SecretMark } from './schema'
import type { StoredResource } from './store'
import { readColumns } from './unseal-value'
import { isWhole, openWhole } from './whole-value'

// The end of a short secret would be too much of it.
const MIN_LENGTH_TO_SHOW_END = 12
const SHOWN_END = 4

type Circumstances = { mayWrite: boolean; usedBy: string[] }

/** What a list tells of a resource. */
export function summariseResource(row: StoredResource, circumstances: Circumstances): ResourceSummary {
  const { path, resourceType, description, editedBy, editedAt } = row
  return { path, resourceType, description, editedBy, editedAt, ...circumstances }
}

/** All that screens may see of a resource: of a secret only that there is one, unless which part is secret is unknown. */
export function describeResource(
  workspaceId: WorkspaceId,
  row: StoredResource,
  circumstances: Circumstances,
): ResourceDetails {
  const { value, sealed } = readColumns(row)
  const summary = summariseResource(row, circumstances)
  if (isWhole(sealed)) return { ...summary, value: {}, secrets: {}, whole: wholeText(workspaceId, row, sealed) }
  const marks = Object.entries(sealed).map(([field, secret]) => [
    field,
    markOf(secret, { workspaceId, path: row.path, field }),
  ])
  return { ...summary, value, secrets: Object.fromEntries(marks), whole: null }
}

function wholeText(workspaceId: WorkspaceId, { path }: StoredResource, sealed: Record<string, string>): string {
  return unlessLost(() => JSON.stringify(openWhole(sealed, { workspaceId, path }), null, 2)) ?? ''
}

function markOf(sealed: string, place: SecretPlace): SecretMark {
  const secret = unlessLost(() => open(sealed, place))
  if (secret === null) return { set: true, lost: true }
  return { set: true, ...(secret.length >= MIN_LENGTH_TO_SHOW_END && { endsIn: secret.slice(-SHOWN_END) }) }
}

/** Null for what cannot be decrypted any more: the form must open all the same, or nobody could enter it again. */
function unlessLost(read: () => string): string | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
