import 'server-only'
import * as z from 'zod'
import { type Context, requireDeveloper } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { type Called, enqueue } from '@/lib/runs/enqueue'
import { plainQueueing } from '@/lib/runs/queueing'
import { runArgsSchema } from '@/lib/runs/schema'
import { advanceFlow } from './engine/advance'
import { getReadableFlow } from './get-flow'
import { readFlowValue } from './read-value'
import { type FlowPath, type FlowValue, textSchema } from './schema'

export const flowPreviewSchema = z.object({
  /** As `flowValueSchema` reads it. */
  value: z.record(z.string(), z.unknown(), { error: 'Send the steps to run as value.' }),
  args: runArgsSchema.nullish(),
  path: textSchema.max(255).nullish(),
  tag: textSchema.max(100).nullish(),
})
export type FlowPreview = z.output<typeof flowPreviewSchema>

/** Starts a pipeline with the rights of the caller. Whoever may read it may run it. Answers the id of its run. */
export async function runFlow(ctx: Context, { path, ...called }: Called & FlowPath): Promise<string> {
  const flow = await getReadableFlow(ctx, path)
  if (flow.archived)
    throw new AppError(
      'not_found',
      `pipeline at name ${path} is archived: it runs no more. Take it back into use first.`,
    )
  return startFlow(ctx, { kind: 'flow', id: flow.id, path, content: flow.value, version: flow.version, called })
}

/** Runs steps that nobody has saved. Operators run pipelines, and write none. */
export async function runFlowPreview(
  ctx: Context,
  { value, path, ...called }: FlowPreview & Omit<Called, 'args' | 'tag'>,
) {
  requireDeveloper(ctx)
  const content = JSON.stringify(readFlowValue(value) satisfies FlowValue)
  const args = called.args ?? {}
  return startFlow(ctx, {
    ...{ kind: 'flowpreview', id: null, path: path || null, content, version: null },
    called: { ...called, args, tag: called.tag ?? undefined },
  })
}

type Started = {
  kind: 'flow' | 'flowpreview'
  /** Of the pipeline; null for steps that nobody saved. */
  id: string | null
  path: string | null
  content: string
  version: number | null
  called: Called
  /** Whether references in fixed values stay texts: who put them there may not read what they name. */
  plainStatic?: boolean
}

/** Queues a run of a pipeline, which takes no place of a worker, and begins its first steps where it is due. */
export async function startFlow(ctx: Context, started: Started): Promise<string> {
  const { kind, path, content, version, called, plainStatic } = started
  const id = await enqueue(ctx, {
    ...{ kind, language: '', content, scriptPath: path, scriptHash: version === null ? null : String(version) },
    ...{ flowId: started.id, plainStatic },
    ...{ ...plainQueueing, scheduleId: called.scheduleId ?? null, timeout: undefined, restart: false, called },
  })
  // It has been taken: what keeps it from going on now is tried again with the next look.
  const begun = advanceFlow(id).catch((error) =>
    console.error(`[pipelines] the run ${id} could not be begun yet`, error),
  )
  // A broad loop would hold up whatever else is due.
  if (called.scheduleId === undefined) await begun
  return id
}
