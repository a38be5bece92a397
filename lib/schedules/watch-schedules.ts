import 'server-only'
import { processWide } from '@/lib/shared'
import { runDueSchedules } from './run-due-schedules'

const LOOK_MS = 1000

type Watch = { timer: NodeJS.Timeout | null /** The look under way. */; looking: Promise<void> | null }

const watch = () => processWide('schedule-watch', (): Watch => ({ timer: null, looking: null }))

/** Starts what is due once a second, as long as the process lives. Every server and worker does. */
export function watchSchedules(): void {
  const found = watch()
  if (found.timer) return
  found.timer = setInterval(() => {
    found.looking ??= look().finally(() => {
      found.looking = null
    })
  }, LOOK_MS)
  found.timer.unref()
}

async function look(): Promise<void> {
  await runDueSchedules().catch((error) => console.error('[schedules] what is due could not be found', error))
}

/** Starts nothing more: resolves once the look under way has ended. */
export async function stopSchedules(): Promise<void> {
  const found = watch()
  if (found.timer) clearInterval(found.timer)
  found.timer = null
  await found.looking
}
