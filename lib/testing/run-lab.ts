import type { Context } from '@/lib/auth/context'
import { reloadEnv } from '@/lib/env'
import { getJob } from '@/lib/runs/get-run'
import { type PerformOptions, performRun } from '@/lib/runs/perform-run'
import type { RunArgs } from '@/lib/runs/schema'
import { runPreview } from '@/lib/runs/start-run'
import { claimRun } from '@/lib/runs/store'
import type { ScriptLanguage } from '@/lib/scripts/schema'
import { takeShared } from '@/lib/shared'
import { bearer } from './callers'
import { startGround } from './clients/ground'
import { testContext } from './context'

type Tried = { language?: ScriptLanguage; args?: RunArgs; timeout?: number }

/** The API on a real port with storages, where scripts of `ada` run one by one: no worker takes them by itself. */
export async function startRunLab(settings: Record<string, string> = {}) {
  const ground = await startGround()
  process.env.API_URL = ground.place.baseUrl
  Object.assign(process.env, settings)
  reloadEnv()
  const owner = await testContext({ username: 'lin' })
  return {
    ...ground,
    owner,
    ownerToken: async () => (await bearer(owner)).authorization.replace('Bearer ', ''),
    async close() {
      for (const name of ['API_URL', ...Object.keys(settings)]) delete process.env[name]
      takeShared('python-environment')
      reloadEnv()
      await ground.close()
    },
    /** Runs a text to its end and answers the job. */
    async run(content: string, { language = 'deno', args = {}, timeout }: Tried = {}) {
      const id = await runPreview(owner, { content, language, args, timeout })
      await performNext()
      return getJob(owner, { id })
    },
  }
}

export type RunLab = Awaited<ReturnType<typeof startRunLab>>

/** Takes the next run of the queue and works on it to its end. Answers its id; null when none waits. */
export async function performNext(options: Partial<PerformOptions> = {}): Promise<string | null> {
  const owner = options.owner ?? 'test'
  const run = await claimRun(owner)
  if (!run) return null
  await performRun(run, { owner, renewMs: 100, ...options })
  return run.id
}

/** Queues a text without running it. */
export const queueText = (ctx: Context, content: string, language: ScriptLanguage = 'deno') =>
  runPreview(ctx, { content, language, args: {} })
