import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { open, seal } from '@/lib/secrets/seal'

type Place = { workspaceId: WorkspaceId; path: string }

// No field of a resource type has a space in its name, so neither can stand in for the other.
const WHOLE = 'whole value'
const MAX_VALUE_LENGTH = 1_000_000

/** A value of a type that nobody described here: which part of it is a secret is unknown, so all of it is sealed as one. */
export function sealWhole(value: unknown, place: Place): { value: string; secrets: string } {
  const text = JSON.stringify(value ?? null)
  if (text.length > MAX_VALUE_LENGTH)
    throw new AppError('invalid', `A value has at most ${MAX_VALUE_LENGTH} characters as JSON.`)
  return { value: '{}', secrets: JSON.stringify({ [WHOLE]: seal(text, { ...place, field: WHOLE }) }) }
}

/** Whether the sealed columns of a resource hold its value as one. */
export function isWhole(sealed: Record<string, string>): boolean {
  return Object.hasOwn(sealed, WHOLE)
}

/** What `sealWhole` sealed. Throws `unavailable` when it cannot be decrypted any more. */
export function openWhole(sealed: Record<string, string>, place: Place): unknown {
  return JSON.parse(open(sealed[WHOLE] ?? '', { ...place, field: WHOLE }))
}
