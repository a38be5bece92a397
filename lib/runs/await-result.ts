import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { cancelRun } from './cancel-run'
import { readResult } from './get-run'
import { requireRun } from './require-run'
import { waitForRun } from './wait-for-run'

/** The result is `{ error }` where there is no success. */
export type AwaitedResult = { success: boolean; result: ReturnType<typeof readResult> }

/** Waits for the end of a run. Whoever leaves before that does not want it any more: it is canceled. */
export async function awaitResult(ctx: Context, id: string, signal: AbortSignal): Promise<AwaitedResult> {
  try {
    await waitForRun(id, signal)
  } catch (error) {
    if (!signal.aborted) throw error
    await cancelRun(ctx, { id, reason: 'nobody waits for it any more' }).catch((failed) => {
      if (!(failed instanceof AppError)) throw failed // it has just ended
    })
  }
  const run = await requireRun(ctx, id)
  return { success: run.status === 'success', result: readResult(run) }
}
