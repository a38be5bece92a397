import * as z from 'zod'

/** What became of the scripts of an archive, by their paths. */
export const importOutcomeSchema = z.object({
  created: z.array(z.string()),
  updated: z.array(z.string()),
  unchanged: z.array(z.string()),
  refused: z.array(z.object({ path: z.string(), reason: z.string() })),
})
export type ImportOutcome = z.output<typeof importOutcomeSchema>

/** Of an archive as it is sent. */
export const MAX_ARCHIVE_BYTES = 16 * 1024 ** 2
