import * as z from 'zod'
import { retrySchema } from './retry'

/** More than any number of workers runs at a time, and fewer than the integers of a database reach. */
export const MAX_CONCURRENT_LIMIT = 10_000

const wholeSchema = z.number({ error: 'Enter a number.' }).int('Whole numbers only.').min(0, 'It cannot be negative.')

/** How the runs of a script wait, for how long they may take, and when they are tried again; null or nothing for what is usual. */
export const runningSchema = z.object({
  /** 0 to 100: the highest is begun first. */
  priority: wholeSchema.max(100, 'The highest priority is 100.').nullish(),
  /** How many of its runs may run at a time, those that ended in the last `concurrency_time_window_s` seconds included. */
  concurrent_limit: wholeSchema.max(MAX_CONCURRENT_LIMIT, 'At most 10,000 at a time; 0 for any number.').nullish(),
  concurrency_time_window_s: wholeSchema.max(30 * 24 * 3600, 'At most 30 days.').nullish(),
  /** Scripts with the same key count together; `$args[name]` in it stands for an argument. */
  concurrency_key: z.string().max(255, 'At most 255 characters.').nullish(),
  /** Seconds. */
  timeout: z.number({ error: 'Enter a number.' }).nullish(),
  /** An extension of our own. */
  retry: retrySchema.nullish(),
  restart_unless_cancelled: z.boolean().nullish(),
})
export type Running = z.output<typeof runningSchema>

/** Seconds that a script may run unless it says otherwise, and those that it may say at most. */
export const DEFAULT_TIMEOUT_SECONDS = 15 * 60
export const MAX_TIMEOUT_SECONDS = 6 * 3600

const HIGHEST = 'A script runs 6 hours at most.'

/** The same as a person may type it: published clients may send any time, which is cut to what is allowed. */
export const typedRunningSchema = runningSchema.extend({
  timeout: wholeSchema.min(1, 'At least one second.').max(MAX_TIMEOUT_SECONDS, HIGHEST).nullish(),
})

/** How the runs of a script go, out of all that is known of it: the same whether nothing was set or what is usual. */
export function runningOf(script: Running): Running {
  return {
    priority: script.priority || null,
    concurrent_limit: script.concurrent_limit || null,
    concurrency_time_window_s: script.concurrency_time_window_s || null,
    concurrency_key: script.concurrency_key || null,
    timeout: script.timeout ?? null,
    retry: script.retry ?? null,
    restart_unless_cancelled: script.restart_unless_cancelled || null,
  }
}
