import * as z from 'zod'

/** Seconds between two attempts at most, as in the original. */
const MAX_DELAY_SECONDS = 6 * 3600
const MAX_ATTEMPTS = 100

const numberSchema = z.number({ error: 'Enter a number.' }).min(0, 'It cannot be negative.')

const attemptsSchema = numberSchema.int('Whole numbers only.').max(MAX_ATTEMPTS, `At most ${MAX_ATTEMPTS} attempts.`)
const secondsSchema = numberSchema.int('Whole seconds only.').max(MAX_DELAY_SECONDS, 'At most 6 hours.')

/**
 * How often a run that failed is tried again, and after how many seconds, in the words of the original: first the constant attempts,
 * then the exponential ones, which wait `multiplier * seconds ^ n` before the nth attempt of all, give or take `random_factor` percent.
 */
export const retrySchema = z.object({
  constant: z.object({ attempts: attemptsSchema.optional(), seconds: secondsSchema.optional() }).nullish(),
  exponential: z
    .object({
      attempts: attemptsSchema.optional(),
      multiplier: numberSchema.max(MAX_DELAY_SECONDS, `At most ${MAX_DELAY_SECONDS}.`).optional(),
      seconds: secondsSchema.optional(),
      random_factor: numberSchema.max(100, 'At most 100 percent.').optional(),
    })
    .nullish(),
})
export type Retry = z.output<typeof retrySchema>

/** How often a run is tried again at most. */
export function retriesOf(retry: Retry | null): number {
  return (retry?.constant?.attempts ?? 0) + (retry?.exponential?.attempts ?? 0)
}

/**
 * Seconds until the next attempt of a run that has failed `failures` times before; null when it is not tried again. `random` answers
 * from 0 to before 1. The answer is a finite number, however large the power.
 */
export function retryDelaySeconds(retry: Retry | null, failures: number, random = Math.random): number | null {
  if (failures >= retriesOf(retry)) return null
  if (failures < (retry?.constant?.attempts ?? 0)) return retry?.constant?.seconds ?? 0
  const { multiplier = 1, seconds = 0, random_factor: spread = 0 } = retry?.exponential ?? {}
  const delay = finite(multiplier * finite(seconds ** (failures + 1)))
  const spreadDelay = delay * (1 + ((random() * 2 - 1) * spread) / 100)
  return Math.min(Math.max(spreadDelay, 0), MAX_DELAY_SECONDS)
}

/** Nothing times infinity is no number. */
const finite = (value: number) => Math.min(value, Number.MAX_VALUE)
