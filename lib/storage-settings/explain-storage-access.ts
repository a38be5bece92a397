import 'server-only'
import { type Context, type PathReader, requireAdmin } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { findMember } from '@/lib/people/find-member'
import { listMembers } from '@/lib/people/list-members'
import { findDecidingRule, type Operation, operations, type Rule } from '@/lib/permissions/rules'
import { canReadPath } from '@/lib/resources/can-read-path'
import { checkKey } from '@/lib/storage/keys'
import { rulesFor } from './access-of'
import type { AccessAnswer, AccessReason, ExplainStorageAccess } from './schema'

/**
 * What a member could do with a key in a storage that was linked like that, and why: the same decisions as `openStorage`
 * takes, for settings that may not be saved yet. For admins.
 */
export async function explainStorageAccess(ctx: Context, input: ExplainStorageAccess): Promise<AccessAnswer[]> {
  requireAdmin(ctx)
  const key = checkKey(input.key)
  const member = await findReader(ctx, input.userId)
  if (!member) return answers(() => no('disabled'))
  if (member.isAdmin) return answers(() => yes('admin'))
  const decide = await decisionsOf(member, input.link, key)
  return answers((operation) => {
    const verdict = decide(operation)
    const changes = operation === 'write' || operation === 'delete'
    return verdict.allowed && changes && member.role === 'operator' ? no('operator') : verdict
  })
}

type Verdict = Omit<AccessAnswer, 'operation'>

function answers(decide: (operation: Operation) => Verdict): AccessAnswer[] {
  return operations.map((operation) => ({ operation, ...decide(operation) }))
}

/** The member with the rights that they have now; null when they may not enter. Throws `not_found` for nobody. */
async function findReader(ctx: Context, userId: string): Promise<PathReader | null> {
  const listed = (await listMembers(ctx)).find((member) => member.userId === userId)
  if (!listed) throw new AppError('not_found', 'This person is not in the workspace any more.')
  const { superadmin, disabled } = listed
  const member = disabled ? null : await findMember({ workspaceId: ctx.workspace.id, userId, superadmin })
  if (!member) return null
  const { username, isAdmin, role, groups } = member
  return { workspace: ctx.workspace, username, isAdmin, role, groups }
}

type Link = ExplainStorageAccess['link']

async function decisionsOf(
  member: PathReader,
  { rules, publicResource, resourcePath }: Link,
  key: string,
): Promise<(operation: Operation) => Verdict> {
  if (rules) return ruleDecisions(member, rules, key)
  if (publicResource) return () => yes('public')
  if (resourcePath !== '' && (await canReadPath(member, 'resource', resourcePath))) return () => yes('resource')
  return (operation) => (operation === 'list' ? no('not_readable') : yes('known_key'))
}

async function ruleDecisions(member: PathReader, rules: readonly Rule[], key: string) {
  const expanded = await rulesFor(member, rules)
  const deciding = expanded[findDecidingRule(expanded, key)]
  if (!deciding) return () => no('no_rule')
  const reason: AccessReason = { kind: 'rule', rule: deciding.from, pattern: deciding.pattern }
  return (operation: Operation) => ({ allowed: deciding.allow.includes(operation), reason })
}

type PlainKind = Exclude<AccessReason['kind'], 'rule'>

function yes(kind: PlainKind): Verdict {
  return { allowed: true, reason: { kind } }
}

function no(kind: PlainKind): Verdict {
  return { allowed: false, reason: { kind } }
}
