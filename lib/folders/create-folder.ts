import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { type Context, requireDeveloper } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { requireSubjects } from '@/lib/grants/require-subjects'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { makersGrants } from './ensure-folder'
import type { CreateFolder, NamedFolder } from './schema'
import { insertFolder } from './store'

/** Makes a folder that its creator owns. Throws `conflict` when there is one of that name. */
export async function createFolder(ctx: Context, { grants, ...folder }: CreateFolder): Promise<NamedFolder> {
  requireDeveloper(ctx)
  const own = makersGrants(ctx)
  const others = grants.filter(({ subject }) => !own.some((grant) => grant.subject === subject))
  await requireSubjects(
    ctx,
    others.map(({ subject }) => subject),
    [],
  )
  const made = { ...folder, createdBy: ctx.username, grants: [...own, ...others] }
  if (!(await insertFolder(ctx.workspace.id, made))) throw taken(folder.name)
  forgetIdentities()
  await recordAudit(ctx, { operation: 'folder.create', action: 'create', resource: `f/${folder.name}` })
  return { name: folder.name }
}

function taken(name: string): AppError {
  const sentence = `There is a folder ${name} already. Choose another name.`
  return new AppError('conflict', sentence, { fields: { name: [sentence] } })
}
