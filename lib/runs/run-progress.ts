import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { requireRun } from './require-run'
import type { RunId, RunProgress } from './schema'
import { saveProgress } from './store'

/** Keeps how far a run says that it has come. Throws `not_found`, and `conflict` for one that does not run. */
export async function setProgress(ctx: Context, { id, percent }: RunId & RunProgress): Promise<void> {
  const run = await requireRun(ctx, id)
  if (!(await saveProgress(id, percent)))
    throw new AppError(
      'conflict',
      `The job ${id} does not run: it is ${run.status}. Only a job that runs makes progress.`,
    )
}

/** Percent; null where it says nothing of it. Throws `not_found`. */
export async function getProgress(ctx: Context, { id }: RunId): Promise<number | null> {
  return (await requireRun(ctx, id)).progress
}
