import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { type Context, requireDeveloper } from '@/lib/auth/context'
import { isShortLived } from '@/lib/auth/credential'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { AppError } from '@/lib/errors'
import { getReadableFlow } from '@/lib/pipelines/get-flow'
import { requireWritablePath } from '@/lib/resources/require-writable-path'
import { MAX_ARGS_BYTES } from '@/lib/runs/limits'
import { getReadableScript } from '@/lib/scripts/get-readable-script'
import { retriesOf } from '@/lib/scripts/retry'
import { findToken } from '@/lib/tokens/find-token'
import { nextTimes } from './cron'
import { getWritableSchedule } from './get-schedule'
import type { EditSchedule, NewSchedule, SchedulePath, SetEnabled } from './schema'
import { insertSchedule, removeSchedule, type ScheduleFields, updateStoredSchedule } from './store'

/** Stores a schedule whose runs have the rights of the actor. Throws `conflict` when its path is taken. */
export async function createSchedule(ctx: Context, input: NewSchedule): Promise<SchedulePath> {
  await requireLasting(ctx)
  const { path } = input
  const what = { scriptPath: input.script_path, isFlow: input.is_flow ?? false }
  await requireWritablePath(ctx, { path, newFolder: input.newFolder })
  await requireRunnable(ctx, what, input)
  const fields = fieldsOf(ctx, input, input.enabled ?? true)
  await insertSchedule(ctx.workspace.id, { ...fields, ...what, path }).catch((cause) => {
    if (!isUniqueViolation(cause)) throw cause
    const sentence = `There is a schedule ${path} already. Choose another name.`
    throw new AppError('conflict', sentence, { cause, fields: { path: [sentence] } })
  })
  await recordAudit(ctx, { operation: 'schedules.create', action: 'create', resource: path })
  return { path }
}

/** Changes a schedule. From then on its runs have the rights of the actor: who changes what is run answers for it. */
export async function updateSchedule(ctx: Context, { path, ...input }: EditSchedule & SchedulePath) {
  await requireLasting(ctx)
  const row = await getWritableSchedule(ctx, path)
  await requireRunnable(ctx, row, input)
  await updateStoredSchedule(row.id, fieldsOf(ctx, input, row.enabled))
  await recordAudit(ctx, { operation: 'schedules.update', action: 'update', resource: path })
  return { path }
}

/** Switches a schedule on or off; whose rights its runs have stays. Throws `conflict` for switching on what somebody else saved last. */
export async function setScheduleEnabled(ctx: Context, { path, enabled }: SetEnabled): Promise<SchedulePath> {
  await (enabled ? requireLasting(ctx) : requireDeveloper(ctx)) // what stops outlives nothing
  const { id, cron, timezone, ownerId } = await getWritableSchedule(ctx, path)
  if (enabled) requireOwner(ctx, ownerId)
  const nextAt = enabled ? (nextTimes({ cron, timezone }, 1)[0] ?? null) : null
  await updateStoredSchedule(id, { enabled, nextAt, error: null })
  await recordAudit(ctx, {
    ...{ operation: 'schedules.setenabled', action: 'update', resource: path },
    parameters: { enabled },
  })
  return { path }
}

/** Deletes a schedule. What it has started goes on. */
export async function deleteSchedule(ctx: Context, { path }: SchedulePath): Promise<SchedulePath> {
  requireDeveloper(ctx)
  await removeSchedule((await getWritableSchedule(ctx, path)).id)
  await recordAudit(ctx, { operation: 'schedules.delete', action: 'delete', resource: path })
  return { path }
}

type Runnable = { scriptPath: string; isFlow: boolean }

/** Throws `not_found` for what the actor may not run, `invalid` for what is archived and a pipeline that shall be tried again. */
async function requireRunnable(ctx: Context, { scriptPath, isFlow }: Runnable, { retry }: Pick<EditSchedule, 'retry'>) {
  const { archived } = await (isFlow ? getReadableFlow : getReadableScript)(ctx, scriptPath)
  if (archived) {
    const sentence = `${scriptPath} is archived: it runs no more. Take it back into use first.`
    throw new AppError('invalid', sentence, { fields: { script_path: [sentence] } })
  }
  if (!isFlow || retriesOf(retry ?? null) === 0) return
  const sentence = 'A pipeline is not tried again as a whole: set retry at its steps.'
  throw new AppError('invalid', sentence, { fields: { retry: [sentence] } })
}

function fieldsOf(ctx: Context, input: EditSchedule, enabled: boolean): ScheduleFields {
  const { schedule: cron, timezone, retry } = input
  const args = JSON.stringify(input.args ?? {})
  if (Buffer.byteLength(args) > MAX_ARGS_BYTES)
    throw new AppError('invalid', 'The arguments are larger than 2 MiB. Put large things into files, and pass those.')
  return {
    ...{ ownerId: ctx.person.id, editedBy: ctx.username, editedAt: new Date() },
    ...{ args, cron: cron.trim(), timezone, enabled, error: null },
    ...{ summary: input.summary ?? '', description: input.description ?? '', tag: input.tag ?? '' },
    noOverlap: input.no_flow_overlap ?? false,
    retry: retry && retriesOf(retry) > 0 ? JSON.stringify(retry) : null,
    nextAt: enabled ? (nextTimes({ cron, timezone }, 1)[0] ?? null) : null,
  }
}

/**
 * A schedule outlives what it was made with: only whoever is signed in may make one, or a token of theirs that has no limit and no end, and
 * was not made with another token.
 */
async function requireLasting(ctx: Context): Promise<void> {
  requireDeveloper(ctx)
  if (ctx.credential.kind === 'session' || ctx.credential.made === 'login') return
  const { id, made, scope, expiresAt } = ctx.credential
  const isLimited = isShortLived(made) || scope.readOnly || scope.storage !== null || scope.script !== null
  if (isLimited || expiresAt !== null || (await findToken(id))?.parentId !== null)
    throw new AppError(
      'forbidden',
      'A schedule would outlive this token, which is limited, expires, or was made with another one. Sign in, or use a token without limits that does not expire.',
    )
}

/** Nobody lets the rights of somebody else work: they may have switched it off for a reason. */
function requireOwner(ctx: Context, ownerId: string): void {
  if (ownerId === ctx.person.id) return
  throw new AppError(
    'conflict',
    'Its runs have the rights of whoever saved it last, who alone may switch it on. Save it again, and it is yours.',
  )
}
