import 'server-only'
import type { Context, PathReader } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { findFolderAccesses } from '@/lib/folders/find-folder-access'
import type { Access } from '@/lib/permissions/access'
import { type ExpandedRule, expandRules } from '@/lib/permissions/expand-rules'
import { type Operation, operations, type Rule } from '@/lib/permissions/rules'

const READING: readonly Operation[] = ['read', 'list']

/** What the rules say for an actor, within what their role and their credential leave. */
export function limitAccess({ role, credential }: Context, rules: readonly Rule[]): Access {
  const scope = credential.kind === 'token' ? credential.scope : null
  const reads = role === 'operator' || scope?.readOnly === true
  return { rules, operations: reads ? READING : operations, prefix: scope?.prefix ?? '' }
}

/** Throws `forbidden` for a token that is bound to another storage, or to one at all when `name` is null. */
export function requireStorageScope({ credential }: Context, name: string | null): void {
  const bound = credential.kind === 'token' ? credential.scope.storage : null
  if (bound !== null && bound !== name) throw new AppError('forbidden', `This token is only for the storage ${bound}.`)
}

/** Advanced rules as they count for one actor. */
export async function rulesFor(ctx: PathReader, rules: readonly Rule[]): Promise<ExpandedRule[]> {
  const accesses = [...(await findFolderAccesses(ctx))]
  return expandRules(rules, {
    username: ctx.username,
    groups: ctx.groups,
    readableFolders: accesses.map(([folder]) => folder),
    writableFolders: accesses.filter(([, access]) => access !== 'read').map(([folder]) => folder),
  })
}
