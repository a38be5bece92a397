import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { destinationOf } from './destination'
import { findReferences } from './references'
import { resolveForActor } from './resolve-for-actor'
import { checkValue } from './seal-value'
import type { StoredResource } from './store'
import type { ResourceType, ResourceValue } from './types/resource-type'
import { readColumns } from './unseal-value'

/** A checked value, what it comes to with the rights of the actor, and what is stored along with it. */
export type ResolvedDraft = { value: ResourceValue; resolved: ResourceValue; ambient: boolean; destination: string }

type Draft = {
  type: ResourceType
  value: ResourceValue
  /** The version that it replaces. */
  stored?: StoredResource
}

/**
 * Follows the references of a draft with the rights of the actor and judges the outcome. Throws `invalid` for a reference
 * that leads nowhere and for what it stands for, and when there are no keys but the server's own, which only superadmins
 * may lend.
 */
export async function resolveDraft(ctx: Context, { type, value, stored }: Draft): Promise<ResolvedDraft> {
  const resolved = checkValue(type, await resolveForActor(ctx, type, value), { followed: true })
  const ambient = type.usesServerIdentity?.(resolved) ?? false
  if (ambient) requireServerIdentity(ctx, { type, value, stored })
  return { value, resolved, ambient, destination: destinationOf(type, value, resolved) }
}

/** The refusal of a value without keys, which would make use of the identity of the server itself. */
export function keysMissing({ ownCredentials }: ResourceType): AppError {
  const { field, sentence } = ownCredentials ?? { field: '', sentence: 'The resource has no credentials of its own.' }
  return new AppError('invalid', sentence, { fields: { [`value.${field}`]: [sentence] } })
}

function requireServerIdentity(ctx: Context, { type, value, stored }: Draft): void {
  const asStored = stored?.ambient && isDeepStrictEqual(JSON.parse(JSON.stringify(value)), readColumns(stored).value)
  if (!ctx.person.superadmin && !asStored) throw keysMissing(type)
  // Whoever may change a variable would choose what the server's identity is used for.
  if (findReferences(value).length === 0) return
  throw new AppError('invalid', "With the server's own identity a resource takes no references. Write them out.")
}
