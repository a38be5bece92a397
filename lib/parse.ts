import * as z from 'zod'
import { AppError } from '@/lib/errors'

/** The input of what needs none. */
export const emptySchema = z.object({})

/** Parses unknown data at a door. Throws `invalid` with the errors by field, keyed as in the form (`a.b`). */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw parseIssues(result.error)
}

/** What a failed parse means to a person. */
export function parseIssues(error: { issues: readonly Issue[] }): AppError {
  return new AppError('invalid', sentence(error.issues[0]), { fields: fieldErrors(error.issues) })
}

type Issue = Pick<z.core.$ZodIssue, 'path' | 'message'>

function sentence(issue: Issue | undefined): string {
  if (!issue) return 'The input is invalid.'
  return issue.path.length ? `${issue.path.join('.')}: ${issue.message}` : issue.message
}

function fieldErrors(issues: readonly Issue[]): Record<string, string[]> {
  const fields: Record<string, string[]> = {}
  for (const issue of issues) {
    const name = issue.path.join('.')
    fields[name] = [...(fields[name] ?? []), issue.message]
  }
  return fields
}
