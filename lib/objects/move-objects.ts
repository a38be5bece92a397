import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { ObjectExists } from '@/lib/storage/errors'
import type { OpenStorage } from '@/lib/storage-settings/opened-storage'
import { auditedMove } from './audited-object'
import { inParallel } from './in-parallel'
import { requireBrowsing } from './require-browsing'
import type { ChangeStep, MoveObjects, RenameObject } from './schema'
import { nextOfSelection } from './selection'
import { transferObject } from './transfer-object'

// A step should answer within a second or two, so that progress shows and a cancel takes effect.
const STEP_KEYS = 100
const PARALLEL = 8

/** Moves up to 100 objects of a selection into another folder; the caller goes on with `resume` until it is null. */
export async function moveObjects(ctx: Context, input: MoveObjects): Promise<ChangeStep> {
  const opened = await ctx.openStorage(input.storage)
  for (const prefix of input.prefixes) {
    requireBrowsing(opened, prefix)
    requireOutside(prefix, input.to)
  }
  const step = await nextOfSelection(opened, input, STEP_KEYS)
  const targetOf = (key: string) => input.to + key.slice(input.from.length)
  return transferAll(ctx, opened, step, { targetOf, overwrite: input.overwrite })
}

/** Renames one object, or one folder in steps of up to 100 objects. */
export async function renameObject(ctx: Context, input: RenameObject): Promise<ChangeStep> {
  const { source, target, overwrite, resume } = input
  const opened = await ctx.openStorage(input.storage)
  if (!source.endsWith('/')) {
    await transferObject(opened, { source, target, overwrite })
    await recordAudit(ctx, auditedMove(input, source, target))
    return { done: 1, failures: [], resume: null }
  }
  if (!target.endsWith('/')) throw new AppError('invalid', 'The new name of a folder must end with /.')
  requireBrowsing(opened, source)
  requireOutside(source, target)
  const step = await nextOfSelection(opened, { keys: [], prefixes: [source], resume }, STEP_KEYS)
  return transferAll(ctx, opened, step, { targetOf: (key) => target + key.slice(source.length), overwrite })
}

function requireOutside(folder: string, target: string): void {
  if (target.startsWith(folder))
    throw new AppError('invalid', `The folder ${JSON.stringify(folder)} cannot be moved into itself.`)
}

type Plan = { targetOf: (key: string) => string; overwrite: boolean }

async function transferAll(
  ctx: Context,
  opened: OpenStorage,
  step: { keys: string[]; resume: string | null },
  plan: Plan,
): Promise<ChangeStep> {
  const failures: ChangeStep['failures'] = []
  const moved: string[] = []
  await inParallel(step.keys, PARALLEL, async (key) => {
    const transfer = { source: key, target: plan.targetOf(key), overwrite: plan.overwrite }
    const failure = await transferObject(opened, transfer).then(() => null, toFailure)
    if (failure) failures.push({ key, ...failure })
    else moved.push(key)
  })
  const storage = opened.name
  await recordAudit(
    ctx,
    moved.map((key) => auditedMove({ storage }, key, plan.targetOf(key))),
  )
  return { done: step.keys.length - failures.length, failures, resume: step.resume }
}

function toFailure(error: unknown): { reason: string; exists?: boolean } {
  if (error instanceof ObjectExists) return { reason: error.message, exists: true }
  if (error instanceof AppError) return { reason: error.message }
  throw error
}
