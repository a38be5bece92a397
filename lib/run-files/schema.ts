import * as z from 'zod'
import { runStatuses } from '@/lib/runs/schema'

export const fileAccessSchema = z.enum(['read', 'write', 'delete'])
export type FileAccess = z.output<typeof fileAccessSchema>

/** Different things that a run is seen to do with files: those after them are not kept. */
export const MAX_NAMES = 10_000
/** Of them those that are listed. */
export const MAX_LISTED = 1000

const useSchema = z.object({
  access: fileAccessSchema,
  /** That went through, of all requests together. */
  bytes: z.number(),
  requests: z.number(),
  /** Of these requests those whose bytes are not known: they went past the server, or a process beside it read them. */
  unseen: z.number(),
  first_at: z.string(),
  last_at: z.string(),
})

/** What a run did with a file. */
export const runFileSchema = useSchema.extend({ storage: z.string(), s3: z.string() })
export type RunFileUse = z.output<typeof runFileSchema>

/** A run that did something with a file. */
export const fileRunSchema = useSchema.extend({
  job: z.string(),
  script_path: z.string().nullable(),
  status: z.enum(runStatuses),
})
export type FileRun = z.output<typeof fileRunSchema>
