import 'server-only'
import { processWide } from '@/lib/shared'
import { runDueSchedules } from './run-due-schedules'

const LOOK_MS = 1000

type Watch = { timer: NodeJS.Timeout | null; looking: Promise<unknown> }

const watch = () => processWide('schedule-watch', (): Watch => ({ timer: null, looking: Promise.resolve() }))

/** Starts what is due once a second, as long as the process lives. Every server and worker does. */
export function watchSchedules(): void {
  const found = watch()
  if (found.timer) return
  let isLooking = false
  const look = async () => {
    if (isLooking) return
    isLooking = true
    await runDueSchedules().catch((error) => console.error('[schedules] what is due could not be found', error))
    isLooking = false
  }
  found.timer = setInterval(() => {
    found.looking = look()
  }, LOOK_MS)
  found.timer.unref()
}

/** Starts nothing more. */
export async function stopSchedules(): Promise<void> {
  const found = watch()
  if (found.timer) clearInterval(found.timer)
  found.timer = null
  await found.looking
}
