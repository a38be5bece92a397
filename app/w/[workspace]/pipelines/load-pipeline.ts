import { notFound } from 'next/navigation'
import type { PickedScript } from '@/components/pipelines/script-picker'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { getFlow } from '@/lib/pipelines/get-flow'
import type { WireFlow } from '@/lib/pipelines/schema'
import { listScripts } from '@/lib/scripts/list-scripts'

/** The pipeline at a path; the page for what is missing where there is none. */
export async function loadPipeline(ctx: Context, path: string): Promise<WireFlow> {
  try {
    return await getFlow(ctx, { path })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}

/** Why the actor may run a pipeline but not change it, as a sentence for its page; null when they may. */
export function pipelineLock(ctx: Context, { can_write: mayWrite }: WireFlow): string | null {
  if (ctx.role === 'operator')
    return 'Operators run pipelines and change none. Ask an admin for the role of a developer.'
  return mayWrite ? null : 'You may run this pipeline but not change it. Ask its owner.'
}

/** The scripts that a step can run. */
export async function loadPickedScripts(ctx: Context): Promise<PickedScript[]> {
  const scripts = await listScripts(ctx, {})
  return scripts.map(({ path, summary }) => ({ path, summary }))
}
