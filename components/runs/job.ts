import * as z from 'zod'

/** A run as the API tells it, as far as screens show it. Times are ISO 8601. */
export const jobSchema = z.object({
  type: z.enum(['QueuedJob', 'CompletedJob']),
  id: z.string(),
  created_by: z.string(),
  created_at: z.string(),
  started_at: z.string().optional(),
  duration_ms: z.number().optional(),
  running: z.boolean().optional(),
  success: z.boolean().optional(),
  canceled: z.boolean(),
  canceled_by: z.string().optional(),
  canceled_reason: z.string().optional(),
  job_kind: z.string(),
  script_path: z.string().optional(),
  script_hash: z.string().optional(),
  language: z.string().optional(),
  /** KiB. */
  mem_peak: z.number().optional(),
  args: z.record(z.string(), z.unknown()).nullish(),
  result: z.unknown().optional(),
})
export type Job = z.output<typeof jobSchema>

export const updatesSchema = z.object({
  running: z.boolean().optional(),
  completed: z.boolean().optional(),
  new_logs: z.string().nullish(),
  log_offset: z.number().nullish(),
})

export type JobState = 'waiting' | 'running' | 'succeeded' | 'failed' | 'cancelled'

/** How a run is doing, in one word. */
export function stateOf({ type, running, success, canceled }: Job): JobState {
  if (type === 'QueuedJob') return running ? 'running' : 'waiting'
  if (canceled) return 'cancelled'
  return success ? 'succeeded' : 'failed'
}

/** Whether nothing more will happen to it. */
export function hasEnded(job: Job): boolean {
  return job.type === 'CompletedJob'
}
