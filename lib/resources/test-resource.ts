import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { getWritableResource } from './get-readable-resource'
import { requireTypeRights } from './require-type-rights'
import { type ResolvedDraft, resolveDraft } from './resolve-draft'
import type { TestResource, TestStep } from './schema'
import { checkValue, keepSecrets } from './seal-value'
import { getResourceType } from './types'
import { diagnoseResource } from './types/diagnose-resource'
import type { ResourceType } from './types/resource-type'
import { readColumns } from './unseal-value'
import { readDraft } from './update-resource'

/**
 * Tries a value, saved or not, step by step, and tells each step as soon as it is done. Stored secrets fill in only for a
 * resource that the actor may change, and go only to the server that they were stored for.
 */
export async function testResource(ctx: Context, input: TestResource): Promise<AsyncIterable<TestStep>> {
  const type = getResourceType(input.resourceType)
  requireTypeRights(ctx, type)
  const { resolved, ambient } = await readTested(ctx, type, input)
  await recordAudit(ctx, {
    ...{ operation: 'resources.test', action: 'execute', resource: input.savedPath ?? undefined },
    parameters: { resourceType: type.name },
  })
  return diagnoseResource(type.name, resolved, {
    ambient,
    holder: { workspaceId: ctx.workspace.id, path: input.savedPath },
  })
}

async function readTested(ctx: Context, type: ResourceType, input: TestResource): Promise<ResolvedDraft> {
  if (input.savedPath === null)
    return resolveDraft(ctx, { type, value: checkValue(type, keepSecrets(type, input.value ?? {})) })
  const row = await getWritableResource(ctx, input.savedPath)
  if (row.resourceType !== type.name)
    throw new AppError('invalid', `${row.path} is a resource of type ${row.resourceType}.`)
  return readDraft(ctx, { type, row, draft: input.value ?? readColumns(row).value })
}
