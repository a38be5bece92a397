import { Cron } from 'croner'
import { AppError } from '@/lib/errors'

type When = { cron: string; timezone: string }

/**
 * The next `count` times after `from` by the clock of that time zone, fewer where no more will come. Five fields, six with seconds
 * first, or a name such as `@daily`. Throws `invalid` with the sentence to show for what is no expression or no time zone.
 */
export function nextTimes({ cron, timezone }: When, count: number, from = new Date()): Date[] {
  requireTimezone(timezone)
  try {
    return new Cron(cron.trim(), { timezone, mode: '5-or-6-parts' }).nextRuns(count, from)
  } catch (cause) {
    throw new AppError('invalid', sentenceOf(cause), { cause, fields: { schedule: [sentenceOf(cause)] } })
  }
}

/** What is wrong with an expression or a time zone, as a sentence; null when it can be used. */
export function cronProblem(when: When): string | null {
  try {
    return nextTimes(when, 1).length === 0 ? 'No such time will ever come.' : null
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}

function requireTimezone(timezone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone })
  } catch (cause) {
    const sentence = `There is no time zone ${JSON.stringify(timezone)}. Name one such as Europe/Berlin or UTC.`
    throw new AppError('invalid', sentence, { cause, fields: { timezone: [sentence] } })
  }
}

function sentenceOf(cause: unknown): string {
  const told = cause instanceof Error ? cause.message.replace(/^Cron\w*: /, '') : ''
  const reason = /parts are required/.test(told) ? 'five parts are needed, or six with seconds first' : told
  return `This is no cron expression: ${reason.replace(/\.$/, '')}. An example: 0 6 * * 1-5, at six on weekdays.`
}
