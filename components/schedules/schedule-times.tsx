'use client'

import { RelativeTime } from '@/components/ui/relative-time'
import { useNow } from '@/components/ui/use-now'
import { AppError } from '@/lib/errors'
import { nextTimes } from '@/lib/schedules/cron'

const SHOWN = 3

type When = { cron: string; timezone: string }
type ScheduleTimesProps = When & {
  /** On a narrow screen only when the next one is. */
  brief?: boolean
}

/** The next times of an expression by the clock of its zone, or why there are none. */
export function ScheduleTimes({ cron, timezone, brief = false }: ScheduleTimesProps) {
  const now = useNow()
  if (now === null) return null
  const found = timesOf({ cron, timezone }, now)
  if (typeof found === 'string') return <span className="text-bad">{found}</span>
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    ...{ second: cron.trim().split(/\s+/).length > 5 ? '2-digit' : undefined, timeZone: timezone },
  })
  return (
    <>
      Next: <RelativeTime date={found[0] ?? now} />
      <span className={brief ? 'max-md:hidden' : undefined}>
        {` (${found.map((time) => format.format(time)).join('; ')}, ${timezone})`}
      </span>
    </>
  )
}

function timesOf(when: When, now: number): Date[] | string {
  try {
    const times = nextTimes(when, SHOWN, new Date(now))
    return times.length === 0 ? 'No such time will ever come.' : times
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}
