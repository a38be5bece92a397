import 'server-only'
import { type Context, requireDeveloper } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { settingsOf } from '@/lib/scripts/describe-script'
import { getReadableScript, getReadableVersion } from '@/lib/scripts/get-readable-script'
import { retriesOf } from '@/lib/scripts/retry'
import type { ScriptHash, ScriptLanguage, ScriptPath } from '@/lib/scripts/schema'
import { type Called, enqueue, requireRoomFor } from './enqueue'
import { plainQueueing, queueingOf } from './queueing'
import type { Preview, RunQuery } from './schema'

/** Queues a run of the newest version of a script, with the rights of the caller. Whoever may read a script may run it. */
export async function runScriptByPath(ctx: Context, { path, ...called }: Called & ScriptPath): Promise<string> {
  return runVersion(ctx, await getRunnableScript(ctx, path), called)
}

/** Throws what `runScriptByPath` would throw at this moment, whatever the arguments: asked before files are taken for it. */
export async function requireRunnable(ctx: Context, { path, ...called }: RunQuery & ScriptPath): Promise<void> {
  await getRunnableScript(ctx, path)
  await requireRoomFor(ctx, called)
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

type FlowText = Called & {
  kind: 'preview' | 'flowscript'
  content: string
  language: ScriptLanguage
  path: string | null
}

/** Queues a run of the text of a step: who may run the pipeline may run what it is made of. */
export async function runFlowText(
  ctx: Context,
  { kind, content, language, path, ...called }: FlowText,
): Promise<string> {
  const retry = called.retry && retriesOf(called.retry) > 0 ? JSON.stringify(called.retry) : null
  return enqueue(ctx, {
    ...{ kind, language, content, scriptHash: null, scriptPath: path, restart: false, called },
    ...{ ...plainQueueing, retry, timeout: called.timeout },
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
