import 'server-only'
import { randomUUID } from 'node:crypto'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { AppError } from '@/lib/errors'
import type { Retry } from '@/lib/scripts/retry'
import { DEFAULT_TIMEOUT_SECONDS, MAX_TIMEOUT_SECONDS } from '@/lib/scripts/running'
import { MAX_ARGS_BYTES, MAX_QUEUED_RUNS, MAX_RUN_DEPTH } from './limits'
import type { Queueing } from './queueing'
import { pokeRunWorker } from './run-worker'
import type { RunArgs, RunQuery } from './schema'
import { countQueuedRuns, findRun, findRunOfToken, insertRun, type NewRun, type ReusedStep, runDepth } from './store'

/** A run that is a step of a pipeline: the run of the pipeline, which step, and the arguments that are no references. */
export type FlowStepCall = { flow: RunOfToken; key: string; plainArgs: string[] }

export type Called = RunQuery & {
  args: RunArgs
  scheduleId?: string
  retry?: Retry | null
  flowStep?: FlowStepCall
  flowSteps?: ReusedStep[]
  /** Of a pipeline that goes on: names of the arguments whose references are none. */
  plainArgs?: string[]
}

/** The id that a caller chose for a run is taken. */
export class RunExists extends AppError {
  override name = 'RunExists'
  constructor(id: string, options?: ErrorOptions) {
    super('invalid', `There is a job ${id} already.`, options)
  }
}

/** A step of a pipeline that has ended meanwhile. */
export class PipelineEnded extends AppError {
  override name = 'PipelineEnded'
  constructor() {
    super('conflict', 'The pipeline has ended: none of its steps is begun any more.')
  }
}

/** So many runs of that person wait that no other may, until some have ended. */
export class TooManyWaiting extends AppError {
  override name = 'TooManyWaiting'
  constructor(sentence: string) {
    super('too_many', sentence)
  }
}

export type Wanted = Pick<
  NewRun,
  'kind' | 'language' | 'content' | 'scriptHash' | 'scriptPath' | 'restart' | 'flowId' | 'plainStatic'
> &
  Queueing & { timeout: number | undefined; called: Called }

/** Queues a run with the rights of the caller; a step of a pipeline with those of the pipeline. Answers its id. */
export async function enqueue(ctx: Context, { called, timeout, ...what }: Wanted): Promise<string> {
  const args = JSON.stringify(called.args)
  if (Buffer.byteLength(args) > MAX_ARGS_BYTES)
    throw new AppError('invalid', 'The arguments are larger than 2 MiB. Put large things into files, and pass those.')
  const id = called.job_id ?? randomUUID()
  const { flowStep } = called
  const asking = flowStep?.flow ?? (await runOfCredential(ctx))
  const parent = asking ?? (await namedParent(ctx, called))
  await requireRoom(ctx, parent?.id ?? null)
  const run: NewRun = {
    ...{ ...what, ...starterOf(ctx, asking, called), id, args, tag: called.tag ?? '' },
    ...{ parentId: parent?.id ?? null, rootId: parent ? (parent.rootId ?? parent.id) : null },
    timeoutSeconds: Math.ceil(Math.min(Math.max(timeout ?? DEFAULT_TIMEOUT_SECONDS, 1), MAX_TIMEOUT_SECONDS)),
    ...(flowStep && { flowStepKey: flowStep.key }),
    plainArgs: plainOf(flowStep?.plainArgs ?? called.plainArgs ?? []),
    ...(called.flowSteps && { flowSteps: { create: called.flowSteps } }),
    scheduledFor: called.scheduled_for ?? new Date(Date.now() + (called.scheduled_in_secs ?? 0) * 1000),
  }
  const isKept = await insertRun(run, flowStep?.flow.id).catch((cause) => {
    if (isUniqueViolation(cause)) throw new RunExists(id, { cause })
    throw cause
  })
  if (!isKept) throw new PipelineEnded()
  const { kind, scriptPath, language } = run
  await recordAudit(ctx, {
    ...{ operation: `jobs.run.${kind}`, action: 'execute', resource: scriptPath ?? undefined },
    parameters: { job: id, language },
  })
  pokeRunWorker()
  return id
}

function plainOf(plainArgs: string[]): string | null {
  return plainArgs.length > 0 ? JSON.stringify(plainArgs) : null
}

/** Throws `too_many` where one more run that the caller starts would be refused. */
export async function requireRoomFor(ctx: Context, called: Pick<RunQuery, 'parent_job'>): Promise<void> {
  const parent = (await runOfCredential(ctx)) ?? (await namedParent(ctx, called))
  await requireRoom(ctx, parent?.id ?? null)
}

type RunOfToken = NonNullable<Awaited<ReturnType<typeof findRunOfToken>>>

/** The run whose script asks for this one; null where it is no script that asks. */
async function runOfCredential({ credential }: Context) {
  return credential.kind === 'token' ? findRunOfToken(credential.id) : null
}

async function namedParent({ workspace, person }: Context, { parent_job: id }: Pick<RunQuery, 'parent_job'>) {
  return id ? findRun({ id, workspaceId: workspace.id, userId: person.id }) : null
}

/** Throws `too_many` for a script that starts runs without end, in width or in depth. */
async function requireRoom({ workspace, person }: Context, parentId: string | null): Promise<void> {
  const waiting = await countQueuedRuns({ workspaceId: workspace.id, userId: person.id })
  if (waiting >= MAX_QUEUED_RUNS)
    throw new TooManyWaiting(
      `${waiting.toLocaleString('en')} of your runs wait already, which is as many as may. Wait until some have ended, or cancel them.`,
    )
  if ((await runDepth(parentId, MAX_RUN_DEPTH + 1)) > MAX_RUN_DEPTH)
    throw new AppError(
      'too_many',
      `A run may have at most ${MAX_RUN_DEPTH} others above it. Does the script start itself again and again?`,
    )
}

/**
 * Whose rights a run has, and what it ends with. What a run starts may outlive it, so that hangs on what the run itself hangs on; what
 * a schedule starts on the person alone.
 */
function starterOf(ctx: Context, asking: RunOfToken | null, { scheduleId }: Called) {
  const { workspace, person, credential, address } = ctx
  if (scheduleId !== undefined)
    return { workspaceId: workspace.id, userId: person.id, tokenId: null, sessionVersion: null, address }
  const own = credential.kind === 'token' ? credential.id : null
  const { tokenId, sessionVersion } = asking ?? {
    tokenId: own,
    sessionVersion: own === null ? person.sessionVersion : null,
  }
  return { workspaceId: workspace.id, userId: person.id, tokenId, sessionVersion, address }
}
