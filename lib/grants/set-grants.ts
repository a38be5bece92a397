import 'server-only'
import type { AuditParameters } from '@/lib/audit/describe-entry'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { requireGrantable } from './require-grantable'
import { requireSubjects } from './require-subjects'
import type { Grant, Item, SetGrants } from './schema'
import { listStoredGrants, putGrant, removeGrant, replaceGrants } from './store'

/** Decides who may use an item beyond its path. For the owner of the path and for admins. */
export async function setGrants(ctx: Context, { grants, ...item }: SetGrants): Promise<Item> {
  await requireGrantable(ctx, item)
  const before = await listStoredGrants(ctx.workspace.id, item)
  await requireSubjects(
    ctx,
    grants.map(({ subject }) => subject),
    before.map(({ subject }) => subject),
  )
  await replaceGrants(ctx.workspace.id, item, grants)
  forgetIdentities()
  await recordGrants(ctx, item, { grants: grants.map(tell) })
  return item
}

/** The same for one subject, whose permission is new or changes. */
export async function addGrant(ctx: Context, item: Item, grant: Grant): Promise<void> {
  await requireGrantable(ctx, item)
  await requireSubjects(ctx, [grant.subject], [])
  await putGrant(ctx.workspace.id, item, grant)
  forgetIdentities()
  await recordGrants(ctx, item, { added: tell(grant) })
}

/** Takes the extra permission of one subject away. */
export async function dropGrant(ctx: Context, item: Item, subject: string): Promise<void> {
  await requireGrantable(ctx, item)
  await removeGrant(ctx.workspace.id, item, subject)
  forgetIdentities()
  await recordGrants(ctx, item, { removed: subject })
}

async function recordGrants(ctx: Context, { kind, path }: Item, parameters: AuditParameters): Promise<void> {
  await recordAudit(ctx, {
    ...{ operation: 'acls.update', action: 'update', resource: path },
    parameters: { kind, ...parameters },
  })
}

function tell({ subject, write }: Grant): string {
  return `${subject}: ${write ? 'write' : 'read'}`
}
