import * as z from 'zod'
import { type Signature, signatureSchema } from './signature'

const problemSchema = z.object({
  message: z.string(),
  /** Both from 1; null where no single place is to blame. */
  line: z.number().nullable(),
  column: z.number().nullable(),
})

/** What is wrong with the text of a script, and where. */
export type ScriptProblem = z.output<typeof problemSchema>

/** What the text of a script tells of how it is called. Without a signature there is at least one problem. */
export type Reading = { signature: Signature | null; problems: ScriptProblem[] }

/** For readings that another process made. */
export const readingSchema = z.object({ signature: signatureSchema.nullable(), problems: z.array(problemSchema) })

/** After that many, the first ones have to be put right anyway. */
export const MAX_PROBLEMS = 20

/** A reading that came to nothing for a reason that lies in no single place. */
export function unreadable(message: string): Reading {
  return { signature: null, problems: [{ message, line: null, column: null }] }
}
