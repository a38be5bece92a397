const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const WEEK = 7 * DAY
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "5 min ago" under a week, "3 Nov 2026" after; in the zone of the machine that runs it. */
export function formatTime(date: Date, now: number): string {
  const distance = now - date.getTime()
  if (Number.isNaN(distance)) return '–'
  if (Math.abs(distance) >= WEEK) return formatDay(date)
  // What ends in 7 days says so also a minute later.
  const span = distance > 0 ? formatSpan(distance, Math.floor) : formatSpan(-distance, Math.round)
  if (span === null) return 'just now'
  return distance > 0 ? `${span} ago` : `in ${span}`
}

/** "3 Nov 2026": without Intl, whose answers differ between server and browser. */
function formatDay(date: Date): string {
  return `${date.getDate()} ${MONTHS[date.getMonth()]} ${date.getFullYear()}`
}

/** The same day for every reader, for what is rendered before the reader's zone is known. */
export function formatUtcDay(date: Date): string {
  if (Number.isNaN(date.getTime())) return '–'
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** 2026-11-03T14:02:09Z, without the milliseconds that nobody reads. */
export function formatIso(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z')
}

/** 165 ms, 9 s, 2 min 5 s, 3 h 20 min: how long something took or will take. */
export function formatDuration(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`
  if (ms < 10 * SECOND) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`
  if (ms < HOUR) return twoParts(ms, MINUTES, SECONDS)
  return twoParts(ms, HOURS, MINUTES)
}

type Unit = { ms: number; name: string }
const SECONDS: Unit = { ms: SECOND, name: 's' }
const MINUTES: Unit = { ms: MINUTE, name: 'min' }
const HOURS: Unit = { ms: HOUR, name: 'h' }

function twoParts(ms: number, large: Unit, small: Unit): string {
  const rest = Math.floor((ms % large.ms) / small.ms)
  const head = `${Math.floor(ms / large.ms)} ${large.name}`
  return rest === 0 ? head : `${head} ${rest} ${small.name}`
}

function formatSpan(ms: number, whole: (amount: number) => number): string | null {
  if (ms < MINUTE) return null
  if (whole(ms / MINUTE) < 60) return `${whole(ms / MINUTE)} min`
  if (whole(ms / HOUR) < 24) return `${whole(ms / HOUR)} h`
  const days = whole(ms / DAY)
  return days === 1 ? '1 day' : `${days} days`
}
