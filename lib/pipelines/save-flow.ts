import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { type Context, requireDeveloper } from '@/lib/auth/context'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { ownsPath } from '@/lib/resources/can-read-path'
import { pathSchema } from '@/lib/resources/path'
import { requireWritablePath } from '@/lib/resources/require-writable-path'
import { getWritableFlow } from './get-flow'
import { readFlowValue } from './read-value'
import type { ArchiveFlow, FlowPath, NewFlow, SaveFlow } from './schema'
import { type FlowFields, insertFlow, removeFlow, setFlowArchived, updateFlowRow } from './store'

/** Stores a new pipeline. Throws `conflict` where one is already, `invalid` with all that is wrong with its steps. */
export async function createFlow(ctx: Context, input: NewFlow): Promise<FlowPath> {
  requireDeveloper(ctx)
  const path = parse(pathSchema, input.path)
  const fields = fieldsOf(ctx, input)
  await requireWritablePath(ctx, { path, newFolder: input.newFolder })
  await insertFlow(ctx.workspace.id, { ...fields, path, createdBy: ctx.username }).catch((cause) => {
    throw isUniqueViolation(cause) ? taken(path, cause) : cause
  })
  await recordAudit(ctx, { operation: 'flows.create', action: 'create', resource: path })
  return { path }
}

/** Changes a pipeline, and moves it where its path is another. Runs that have begun go on with the steps that they began with. */
export async function updateFlow(ctx: Context, { current, ...input }: SaveFlow): Promise<FlowPath> {
  requireDeveloper(ctx)
  const row = await getWritableFlow(ctx, current)
  const to = input.path ? parse(pathSchema, input.path) : current
  const fields = fieldsOf(ctx, input)
  if (to !== current) await requireWritablePath(ctx, { path: to, newFolder: input.newFolder })
  const version = input.version ?? row.version
  const problem = await updateFlowRow(ctx.workspace.id, { path: current, version, to, fields, by: ctx.person.id })
  if (problem === 'path taken') throw taken(to)
  if (problem === 'outdated')
    throw new AppError('conflict', `Somebody has saved ${current} meanwhile. Load it again, and change that.`)
  await recordAudit(ctx, { operation: 'flows.update', action: 'update', resource: to })
  return { path: to }
}

/** Takes a pipeline out of use, or back into it. Its runs go on. */
export async function archiveFlow(ctx: Context, { path, archived }: ArchiveFlow): Promise<FlowPath> {
  requireDeveloper(ctx)
  await getWritableFlow(ctx, path)
  await setFlowArchived(ctx.workspace.id, path, archived)
  await recordAudit(ctx, {
    ...{ operation: 'flows.archive', action: archived ? 'delete' : 'update', resource: path },
    parameters: { archived },
  })
  return { path }
}

/** Deletes a pipeline. For admins and whoever owns the place where it lies. Its runs go on. */
export async function deleteFlow(ctx: Context, { path }: FlowPath): Promise<FlowPath> {
  requireDeveloper(ctx)
  await getWritableFlow(ctx, path)
  if (!(await ownsPath(ctx, path)))
    throw new AppError('forbidden', `Only owners of the folder of ${path} and admins delete it. You can archive it.`)
  await removeFlow(ctx.workspace.id, path)
  await recordAudit(ctx, { operation: 'flows.delete', action: 'delete', resource: path })
  return { path }
}

function fieldsOf(ctx: Context, input: Pick<NewFlow, 'summary' | 'description' | 'value' | 'schema'>): FlowFields {
  const schema = input.schema ? JSON.stringify(input.schema) : null
  if (schema?.includes('\\u0000')) throw new AppError('invalid', 'The schema must hold no NUL character.')
  return {
    ...{ summary: input.summary ?? '', description: input.description ?? '' },
    ...{ value: JSON.stringify(readFlowValue(input.value)), schema },
    ...{ editedBy: ctx.username, editedAt: new Date() },
  }
}

function taken(path: string, cause?: unknown): AppError {
  const sentence = `There is a pipeline ${path} already. Choose another name.`
  return new AppError('conflict', sentence, { cause, fields: { path: [sentence] } })
}
