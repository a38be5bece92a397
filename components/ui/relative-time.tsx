'use client'

import { formatIso, formatTime, formatUtcDay } from './format-time'
import { useNow } from './use-now'

/** When: relative under a week, the day after, ISO in the tooltip. The server writes the day; the reader's clock refines it. */
export function RelativeTime({ date, className }: { date: Date | string | number; className?: string }) {
  const now = useNow()
  const time = date instanceof Date ? date : new Date(date)
  const iso = formatIso(time)
  return (
    <time dateTime={iso || undefined} title={iso || undefined} className={className}>
      {now === null ? formatUtcDay(time) : formatTime(time, now)}
    </time>
  )
}
