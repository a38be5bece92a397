import { formatDuration } from '@/components/ui/format-time'
import { type Retry, retriesOf } from '@/lib/scripts/retry'
import { MAX_TIMEOUT_SECONDS, type Running } from '@/lib/scripts/running'

/** What is set about the runs of a script, one line each; none where everything is as usual. */
export function describeRunning(running: Running): string[] {
  const { priority, timeout, restart_unless_cancelled: restart, retry } = running
  return [
    priority ? `Priority ${priority}` : null,
    ...describeConcurrency(running),
    timeout ? `${formatSeconds(Math.min(Math.max(timeout, 1), MAX_TIMEOUT_SECONDS))} at most` : null,
    retriesOf(retry ?? null) > 0 ? describeRetry(retry ?? {}) : null,
    restart ? 'Begun again when its worker is lost' : null,
  ].filter((line) => line !== null)
}

function describeConcurrency({
  concurrent_limit: limit,
  concurrency_time_window_s: window,
  concurrency_key: key,
}: Running) {
  if (!limit) return []
  const span = window ? ` in ${formatSeconds(window)}` : ' at a time'
  return [`${limit === 1 ? 'One' : limit}${span}${key ? `, counted with all of key ${key}` : ''}`]
}

function describeRetry({ constant, exponential }: Retry): string {
  const parts = [
    constant?.attempts ? `${times(constant.attempts)} after ${formatSeconds(constant.seconds ?? 0)}` : null,
    exponential?.attempts ? `${times(exponential.attempts)} after growing times` : null,
  ]
  return `Tried again ${parts.filter((part) => part !== null).join(', then ')}`
}

const times = (count: number) => (count === 1 ? 'once' : `${count} times`)

const formatSeconds = (seconds: number) => (seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000))
