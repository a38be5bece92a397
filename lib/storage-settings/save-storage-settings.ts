import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { type Context, requireAdmin } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { listResources } from '@/lib/resources/list-resources'
import { isStorageType } from '@/lib/resources/types/open-resource-value'
import { getStorageSettings, versionOf } from './get-storage-settings'
import { PRIMARY_STORAGE, type SaveStorageSettings, type StorageLink, type StorageSettings } from './schema'
import { listStoredStorages, replaceStorages } from './store'

/** Saves the whole form at once. Throws `conflict` when somebody else saved meanwhile, `invalid` for a resource that cannot be a storage. */
export async function saveStorageSettings(ctx: Context, input: SaveStorageSettings): Promise<StorageSettings> {
  requireAdmin(ctx)
  if (versionOf(await listStoredStorages(ctx.workspace.id)) !== input.version) throw savedMeanwhile()
  const { primary, secondary } = input
  await requireStorageResources(ctx, input)
  const storages = [...(primary ? [{ name: PRIMARY_STORAGE, ...primary }] : []), ...secondary].map(rulesTakeOver)
  await replaceStorages(ctx.workspace.id, storages)
  await recordAudit(ctx, {
    ...{ operation: 'workspaces.edit_storage', action: 'update', resource: ctx.workspace.id },
    parameters: { storages: storages.map(({ name, resourcePath }) => `${name}: ${resourcePath}`) },
  })
  return getStorageSettings(ctx)
}

/** Rules decide alone: a storage that has them is not public beside them, as in the original. */
function rulesTakeOver<T extends StorageLink>(storage: T): T {
  return storage.rules ? { ...storage, publicResource: false } : storage
}

async function requireStorageResources(ctx: Context, { primary, secondary }: SaveStorageSettings): Promise<void> {
  const types = new Map((await listResources(ctx, {})).map(({ path, resourceType }) => [path, resourceType]))
  const fields: Record<string, string[]> = {}
  const check = (field: string, path: string) => {
    const problem = resourceProblem(path, types.get(path))
    if (problem) fields[field] = [problem]
  }
  if (primary) check('primary.resourcePath', primary.resourcePath)
  secondary.forEach(({ resourcePath }, index) => {
    check(`secondary.${index}.resourcePath`, resourcePath)
  })
  const sentences = Object.values(fields).flat()
  if (sentences.length > 0) throw new AppError('invalid', sentences.join(' '), { fields })
}

function resourceProblem(path: string, type: string | undefined): string | null {
  if (type === undefined) return `There is no resource ${path} any more. Choose another one.`
  return isStorageType(type) ? null : `${path} is a resource of type ${type}, which holds no files.`
}

function savedMeanwhile(): AppError {
  return new AppError(
    'conflict',
    'Another admin saved these settings after you opened them. Nothing was overwritten: reload the page and make your change there.',
  )
}
