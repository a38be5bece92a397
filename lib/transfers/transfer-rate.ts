export type RateSample = { at: number; bytes: number }

const WINDOW_MS = 5000
const MIN_SPAN_MS = 800

/** Adds what was sent until `at` and forgets what lies too far back to say anything about now. */
export function addSample(samples: readonly RateSample[], sample: RateSample): RateSample[] {
  const last = samples.at(-1)
  // Fewer bytes than before: something was cancelled or starts again.
  if (last && sample.bytes < last.bytes) return [sample]
  return [...samples.filter(({ at }) => sample.at - at <= WINDOW_MS), sample]
}

/** Bytes per second over the window; null while it is too short to tell. */
export function transferRate(samples: readonly RateSample[]): number | null {
  const first = samples[0]
  const last = samples.at(-1)
  if (!first || !last || last.at - first.at < MIN_SPAN_MS) return null
  return ((last.bytes - first.bytes) * 1000) / (last.at - first.at)
}

/** Milliseconds that the rest takes at that rate; null when nobody can tell. */
export function timeLeft(rest: number, rate: number | null): number | null {
  return rate && rate > 0 ? (rest / rate) * 1000 : null
}
