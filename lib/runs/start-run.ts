import 'server-only'
import { randomUUID } from 'node:crypto'
import { recordAudit } from '@/lib/audit/record-audit'
import { type Context, requireDeveloper } from '@/lib/auth/context'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { AppError } from '@/lib/errors'
import { settingsOf } from '@/lib/scripts/describe-script'
import { getReadableScript, getReadableVersion } from '@/lib/scripts/get-readable-script'
import type { Retry } from '@/lib/scripts/retry'
import type { ScriptHash, ScriptPath } from '@/lib/scripts/schema'
import { DEFAULT_TIMEOUT_SECONDS, MAX_ARGS_BYTES, MAX_QUEUED_RUNS, MAX_RUN_DEPTH, MAX_TIMEOUT_SECONDS } from './limits'
import { plainQueueing, type Queueing, queueingOf } from './queueing'
import { pokeRunWorker } from './run-worker'
import type { Preview, RunArgs, RunQuery } from './schema'
import { countQueuedRuns, findRun, findRunOfToken, insertRun, type NewRun, runDepth } from './store'

type Called = RunQuery & { args: RunArgs; scheduleId?: string; retry?: Retry | null }

/** The id that a caller chose for a run is taken. */
export class RunExists extends AppError {
  override name = 'RunExists'
  constructor(id: string, options?: ErrorOptions) {
    super('invalid', `There is a job ${id} already.`, options)
  }
}

/** Queues a run of the newest version of a script, with the rights of the caller. Whoever may read a script may run it. */
export async function runScriptByPath(ctx: Context, { path, ...called }: Called & ScriptPath): Promise<string> {
  return runVersion(ctx, await getRunnableScript(ctx, path), called)
}

/** Throws what `runScriptByPath` would throw at this moment, whatever the arguments: asked before files are taken for it. */
export async function requireRunnable(ctx: Context, { path, ...called }: RunQuery & ScriptPath): Promise<void> {
  await getRunnableScript(ctx, path)
  const parent = (await runOfCredential(ctx)) ?? (await namedParent(ctx, called))
  await requireRoom(ctx, parent?.id ?? null)
}

async function getRunnableScript(ctx: Context, path: string): Promise<Version> {
  const script = await getReadableScript(ctx, path)
  if (script.archived)
    throw new AppError(
      'not_found',
      `script at name ${path} is archived: it runs no more. Restore it, or run a version.`,
    )
  return script
}

/** Queues a run of one version of a script, with the rights of the caller. */
export async function runScriptByHash(ctx: Context, { hash, ...called }: Called & ScriptHash): Promise<string> {
  return runVersion(ctx, await getReadableVersion(ctx, hash), called)
}

/** Queues a run of text that nobody has saved. Operators run scripts, and write none. */
export async function runPreview(
  ctx: Context,
  { content, language, path, ...preview }: Preview & Omit<RunQuery, 'tag'>,
) {
  requireDeveloper(ctx)
  return enqueue(ctx, {
    ...{ kind: 'preview', language, content, scriptHash: null, scriptPath: path || null },
    ...{
      ...plainQueueing,
      timeout: preview.timeout,
      restart: false,
      called: { ...preview, tag: preview.tag ?? undefined, args: preview.args ?? {} },
    },
  })
}

type Version = Awaited<ReturnType<typeof getReadableScript>>

function runVersion(ctx: Context, script: Version, called: Called): Promise<string> {
  const settings = settingsOf(script)
  return enqueue(ctx, {
    ...{ kind: 'script', language: script.language, content: null, scriptHash: script.hash, scriptPath: script.path },
    ...{ timeout: settings.timeout ?? undefined, called, ...queueingOf(ctx, script.path, settings, called) },
    restart: settings.restart_unless_cancelled === true,
  })
}

type Wanted = Pick<NewRun, 'kind' | 'language' | 'content' | 'scriptHash' | 'scriptPath' | 'restart'> &
  Queueing & { timeout: number | undefined; called: Called }

async function enqueue(ctx: Context, { called, timeout, ...what }: Wanted): Promise<string> {
  const args = JSON.stringify(called.args)
  if (Buffer.byteLength(args) > MAX_ARGS_BYTES)
    throw new AppError('invalid', 'The arguments are larger than 2 MiB. Put large things into files, and pass those.')
  const id = called.job_id ?? randomUUID()
  const asking = await runOfCredential(ctx)
  const parent = asking ?? (await namedParent(ctx, called))
  await requireRoom(ctx, parent?.id ?? null)
  const run: NewRun = {
    ...{ ...what, ...starterOf(ctx, asking, called), id, args, tag: called.tag ?? '' },
    ...{ parentId: parent?.id ?? null, rootId: parent ? (parent.rootId ?? parent.id) : null },
    timeoutSeconds: Math.ceil(Math.min(Math.max(timeout ?? DEFAULT_TIMEOUT_SECONDS, 1), MAX_TIMEOUT_SECONDS)),
    scheduledFor: called.scheduled_for ?? new Date(Date.now() + (called.scheduled_in_secs ?? 0) * 1000),
  }
  await insertRun(run).catch((cause) => {
    if (isUniqueViolation(cause)) throw new RunExists(id, { cause })
    throw cause
  })
  const { kind, scriptPath, language } = run
  await recordAudit(ctx, {
    ...{ operation: `jobs.run.${kind}`, action: 'execute', resource: scriptPath ?? undefined },
    parameters: { job: id, language },
  })
  pokeRunWorker()
  return id
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
    throw new AppError(
      'too_many',
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
