import * as z from 'zod'
import { pageSchema } from '@/lib/http/page'
import { scriptLanguageSchema } from '@/lib/scripts/schema'

export const runStatuses = ['queued', 'running', 'success', 'failure', 'canceled'] as const
export type RunStatus = (typeof runStatuses)[number]

/** `flowscript` is the text of a step of a pipeline; a pipeline that nobody saved has steps of kind `preview`. */
export const runKinds = ['script', 'preview', 'flow', 'flowpreview', 'flowscript'] as const
export type RunKind = (typeof runKinds)[number]

/** Runs of pipelines: no worker takes them. */
export const flowKinds = ['flow', 'flowpreview'] as const
export const isFlowKind = (kind: string) => flowKinds.some((each) => each === kind)

export const hasEnded = (status: string) => status !== 'queued' && status !== 'running'

/** PostgreSQL keeps no NUL character in a text. */
const textSchema = z.string().regex(/^[^\0]*$/, 'It must hold no NUL character.')

export const runIdSchema = z.object({ id: textSchema })
export type RunId = z.output<typeof runIdSchema>

const argsSchema = z.record(z.string(), z.unknown(), { error: 'The arguments must be a JSON object.' })
export type RunArgs = z.output<typeof argsSchema>

/** A year. */
const MAX_DELAY_SECONDS = 366 * 24 * 3600

/** What published clients send beside the arguments of a script. What is not named here changes nothing. */
export const runQuerySchema = z.object({
  scheduled_for: z.coerce
    .date()
    .refine((date) => date.getTime() - Date.now() < MAX_DELAY_SECONDS * 1000, 'A run can be put off by a year at most.')
    .optional(),
  scheduled_in_secs: z.coerce.number().min(0).max(MAX_DELAY_SECONDS).optional(),
  parent_job: textSchema.optional(),
  root_job: textSchema.optional(),
  tag: textSchema.max(100).optional(),
  /** None of version 8: the steps of pipelines have ids of that kind, which nobody may take from them. */
  job_id: z
    .uuid('A job id is a UUID.')
    .refine((id) => id[14] !== '8', 'Choose an id that is no UUID of version 8.')
    .optional(),
  /** Seconds; for previews. */
  timeout: z.coerce.number().min(1).optional(),
})
export type RunQuery = z.output<typeof runQuerySchema>

export const runArgsSchema = argsSchema
export const plainArgsSchema = z.array(z.string())

/** Text that nobody has saved, and what to call it with. */
export const previewSchema = z.object({
  content: z
    .string({ error: 'Send the text to run as content.' })
    .max(500_000)
    .refine((text) => !text.includes('\0'), 'The text to run must hold no NUL character: write it as \\0 in a string.'),
  language: scriptLanguageSchema,
  args: argsSchema.nullish(),
  path: textSchema.max(255).nullish(),
  tag: textSchema.max(100).nullish(),
})
export type Preview = z.output<typeof previewSchema>

export const cancelSchema = z.object({ reason: textSchema.max(1000).nullish() })
export type CancelRun = z.output<typeof cancelSchema> & RunId

export const progressSchema = z.object({
  percent: z
    .number({ error: 'Send percent, a number.' })
    .transform((value) => Math.floor(Math.min(Math.max(value, 0), 100))),
})
export type RunProgress = z.output<typeof progressSchema>

const flagSchema = z.stringbool().optional()

/** What published clients narrow lists of jobs by. */
export const listRunsSchema = pageSchema.extend({
  created_by: textSchema.optional(),
  script_path_exact: textSchema.optional(),
  script_path_start: textSchema.optional(),
  script_hash: textSchema.optional(),
  parent_job: textSchema.optional(),
  job_kinds: textSchema.optional(),
  running: flagSchema,
  success: flagSchema,
  is_flow_step: flagSchema,
  order_desc: flagSchema,
  created_before: z.coerce.date().optional(),
  created_after: z.coerce.date().optional(),
})
export type ListRuns = z.output<typeof listRunsSchema>

export const jobViewSchema = z.object({ no_logs: flagSchema, no_code: flagSchema })
export type JobView = z.output<typeof jobViewSchema> & RunId

/** A job as published clients see it; `result`, `args`, `logs` and `raw_code` are left out of lists. */
export const jobSchema = z.object({
  type: z.enum(['QueuedJob', 'CompletedJob']),
  workspace_id: z.string(),
  id: z.string(),
  parent_job: z.string().optional(),
  root_job: z.string().optional(),
  created_by: z.string(),
  created_at: z.string(),
  scheduled_for: z.string(),
  started_at: z.string().optional(),
  completed_at: z.string().optional(),
  duration_ms: z.number().optional(),
  running: z.boolean(),
  success: z.boolean().optional(),
  /** An extension of our own, finer than `running` and `success`. */
  status: z.enum(runStatuses),
  canceled: z.boolean(),
  canceled_by: z.string().optional(),
  canceled_reason: z.string().optional(),
  job_kind: z.enum(runKinds),
  script_path: z.string().optional(),
  script_hash: z.string().optional(),
  language: z.string(),
  permissioned_as: z.string(),
  email: z.string(),
  tag: z.string(),
  /** KiB. */
  mem_peak: z.number().optional(),
  /** How often it was begun: more than once after the loss of a worker, or a failure after which it was tried again. */
  attempt: z.number(),
  /** How many of these attempts failed and were tried again, and how many attempts it has if it goes on failing. */
  failed_attempts: z.number(),
  max_attempts: z.number(),
  priority: z.number(),
  schedule_id: z.string().optional(),
  /** Extensions of our own, where one job is asked for: what started it beside a person, while that is there. */
  trigger_kind: z.enum(['schedule', 'webhook']).optional(),
  /** The path of the schedule, the label of the token of the webhook. */
  trigger: z.string().optional(),
  args: z.record(z.string(), z.unknown()).optional(),
  result: z.unknown().optional(),
  logs: z.string().optional(),
  raw_code: z.string().optional(),
  /** Of a run of a pipeline: its steps, and how far each has come. */
  raw_flow: z.record(z.string(), z.unknown()).optional(),
  flow_status: z.record(z.string(), z.unknown()).optional(),
  is_flow_step: z.boolean(),
  flow_step_id: z.string().optional(),
  is_skipped: z.boolean(),
  visible_to_owner: z.boolean(),
})
export type Job = z.output<typeof jobSchema>

export const updatesQuerySchema = z.object({
  running: flagSchema,
  /** Characters of the log that the caller has. */
  log_offset: z.coerce.number().int().min(0).optional(),
  no_logs: flagSchema,
})
export type UpdatesQuery = z.output<typeof updatesQuerySchema> & RunId

export const updatesSchema = z.object({
  running: z.boolean(),
  completed: z.boolean(),
  new_logs: z.string().optional(),
  log_offset: z.number().optional(),
  mem_peak: z.number().optional(),
  /** Percent, as the script says. */
  progress: z.number().optional(),
})
export type Updates = z.output<typeof updatesSchema>

/** All four keys always: the published Python client reads each of them. */
export const resultMaybeSchema = z.object({
  completed: z.boolean(),
  result: z.unknown(),
  success: z.boolean().nullable(),
  started: z.boolean(),
})
export type ResultMaybe = z.output<typeof resultMaybeSchema>
