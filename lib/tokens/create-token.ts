import 'server-only'
import { recordPersonAudit } from '@/lib/audit/record-audit'
import { type PersonContext, requireUnscoped } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { findMember } from '@/lib/people/find-member'
import type { CreateToken } from './schema'
import { insertToken } from './store'
import { newTokenId, tokenText } from './token-text'

/**
 * A new token of the person, told once. One that is made with another token ends with it, so that whoever got hold of a
 * token cannot stay; a sign-in over the API counts as the person.
 */
export async function createToken(ctx: PersonContext, input: CreateToken): Promise<{ id: string; token: string }> {
  requireUnscoped(ctx)
  const { person, credential } = ctx
  await requireMembership(ctx, input.workspaceId)
  const maker = credential.kind === 'token' && credential.made !== 'login' ? credential : null
  const id = newTokenId()
  const { prefix, ...rest } = input
  await insertToken({
    ...rest,
    id,
    userId: person.id,
    kind: 'api',
    prefix: prefix || null,
    script: null,
    sessionVersion: null,
    parentId: maker?.id ?? null,
    expiresAt: earlier(input.expiresAt, maker?.expiresAt ?? null),
  })
  const parameters = { label: input.label, readOnly: input.readOnly, storage: input.storage, prefix }
  await recordPersonAudit(ctx, { operation: 'users.token.create', action: 'create', resource: id, parameters })
  return { id, token: tokenText(id) }
}

async function requireMembership({ person }: PersonContext, workspaceId: string | null): Promise<void> {
  if (workspaceId === null) return
  if (await findMember({ workspaceId, userId: person.id, superadmin: person.superadmin })) return
  throw new AppError('invalid', `You are not a member of ${workspaceId}.`)
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other
  return one < other ? one : other
}
