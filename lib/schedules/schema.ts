import * as z from 'zod'
import { pageSchema } from '@/lib/http/page'
import { pathSchema } from '@/lib/resources/path'
import { runStatuses } from '@/lib/runs/schema'
import { retrySchema } from '@/lib/scripts/retry'
import { cronProblem } from './cron'

const argsSchema = z.record(z.string(), z.unknown(), { error: 'The arguments must be a JSON object.' })

const none = (what: string) => z.null({ error: `${what} is not done here. Leave it out.` }).optional()

const fields = {
  /** Five fields, six with seconds first, or a name such as `@daily`. */
  schedule: z.string({ error: 'Enter a cron expression.' }).max(200, 'At most 200 characters.'),
  timezone: z.string({ error: 'Name a time zone.' }).max(100, 'At most 100 characters.'),
  args: argsSchema.nullish(),
  summary: z.string().max(1000, 'At most 1000 characters.').nullish(),
  description: z.string().max(20_000, 'At most 20000 characters.').nullish(),
  no_flow_overlap: z.boolean().nullish(),
  retry: retrySchema.nullish(),
  tag: z.string().max(100).nullish(),
  on_failure: none('Calling another script after a failure'),
  on_recovery: none('Calling another script after a recovery'),
  on_success: none('Calling another script after a success'),
  dynamic_skip: none('Asking a script whether to skip a time'),
  paused_until: none('Pausing until a date'),
}

function checkTimes({ schedule, timezone }: { schedule: string; timezone: string }, context: z.RefinementCtx): void {
  const problem = cronProblem({ cron: schedule, timezone })
  if (problem) context.addIssue({ code: 'custom', path: ['schedule'], message: problem })
}

/** What published clients send for a new schedule. */
export const newScheduleSchema = z
  .object({
    ...fields,
    path: pathSchema,
    script_path: pathSchema,
    /** Whether `script_path` is that of a pipeline. */
    is_flow: z.boolean().nullish(),
    enabled: z.boolean().nullish(),
    /** Makes the folder in the path, where there is none; an extension of our own. */
    newFolder: z.boolean().optional(),
  })
  .superRefine(checkTimes)
export type NewSchedule = z.output<typeof newScheduleSchema>

export const editScheduleSchema = z.object(fields).superRefine(checkTimes)
export type EditSchedule = z.output<typeof editScheduleSchema>

export const schedulePathSchema = z.object({ path: z.string() })
export type SchedulePath = z.output<typeof schedulePathSchema>

/** The same from a form. */
export const updateScheduleSchema = z.object({ ...fields, path: z.string() }).superRefine(checkTimes)

export const enabledSchema = z.object({ enabled: z.boolean() })
export const setEnabledSchema = enabledSchema.extend({ path: z.string() })
export type SetEnabled = z.output<typeof setEnabledSchema>

/** A cron expression whose times are asked for. */
export const previewScheduleSchema = z.object({ schedule: fields.schedule, timezone: fields.timezone })

export const scheduleListSchema = pageSchema.extend({
  path: z.string().optional(),
  path_start: z.string().optional(),
  script_path: z.string().optional(),
  is_flow: z.stringbool().optional(),
})
export type ScheduleList = z.output<typeof scheduleListSchema>

/** A schedule as published clients see it. */
export const wireScheduleSchema = z.object({
  workspace_id: z.string(),
  path: z.string(),
  edited_by: z.string(),
  edited_at: z.string(),
  schedule: z.string(),
  timezone: z.string(),
  enabled: z.boolean(),
  script_path: z.string(),
  is_flow: z.boolean(),
  args: argsSchema,
  extra_perms: z.record(z.string(), z.boolean()),
  email: z.string(),
  permissioned_as: z.string(),
  error: z.string().nullable(),
  summary: z.string(),
  description: z.string(),
  no_flow_overlap: z.boolean(),
  retry: retrySchema.optional(),
  tag: z.string(),
  /** Extensions of our own: the next time, whether the caller may change it, and how its last run went. */
  next_at: z.string().nullable(),
  may_write: z.boolean(),
  last_run: z.object({ id: z.string().nullable(), status: z.enum(runStatuses), created_at: z.string() }).nullable(),
})
export type WireSchedule = z.output<typeof wireScheduleSchema>
