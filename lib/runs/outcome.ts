import 'server-only'
import * as z from 'zod'
import { MAX_RESULT_BYTES } from './limits'
import type { OutcomeText } from './run-folder'

const mib = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(1)} MiB`

/** How a script ended: its result as JSON text, or what stopped it. */
export type Outcome = { status: 'success'; result: string } | { status: 'failure'; error: RunError }
export type RunError = { name: string; message: string; stack?: string }

const errorSchema = z.object({ name: z.string(), message: z.string(), stack: z.string().optional() })
const outcomeSchema = z.union([z.object({ result: z.unknown() }).strict(), z.object({ error: errorSchema }).strict()])

type Ended = { code: number | null; signal: NodeJS.Signals | null }

/** Reads what a wrapper left when its process had ended in that way. */
export function readOutcomeText(left: OutcomeText, { code, signal }: Ended): Outcome {
  if (left.kind === 'too_large') return failure('ResultTooLarge', tooLarge(left.bytes))
  const parsed = left.kind === 'text' ? parseOutcome(left.text) : null
  if (!parsed) return failure('NoResult', noResult(code, signal))
  if ('error' in parsed) return { status: 'failure', error: parsed.error }
  const result = JSON.stringify(parsed.result ?? null)
  const bytes = Buffer.byteLength(result)
  if (bytes > MAX_RESULT_BYTES) return failure('ResultTooLarge', tooLarge(bytes))
  return { status: 'success', result }
}

export function failure(name: string, message: string): Outcome & { status: 'failure' } {
  return { status: 'failure', error: { name, message } }
}

/** As it is kept. */
export function outcomeJson(outcome: Outcome): string {
  return outcome.status === 'success' ? outcome.result : JSON.stringify({ error: outcome.error })
}

function parseOutcome(text: string) {
  try {
    return outcomeSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function tooLarge(bytes: number): string {
  const limit = mib(MAX_RESULT_BYTES)
  return `The result is ${mib(bytes)}, and at most ${limit} are kept. Write it into a file and return its S3Object.`
}

function noResult(code: number | null, signal: NodeJS.Signals | null): string {
  const how = signal ? `was ended by ${signal}` : `ended with code ${code}`
  return `The script ${how} before main returned. Its log may tell why.`
}
