import * as z from 'zod'

export const moduleStates = [
  'WaitingForPriorSteps',
  'WaitingForExecutor',
  'InProgress',
  'Success',
  'Failure',
  'Skipped',
] as const
export type ModuleState = (typeof moduleStates)[number]

/** Of the iterations of a loop those that a record tells of: the first so many, and each that failed. */
export const LISTED_ITERATIONS = 100

/** How far a step has come. */
export type ModuleStatus = {
  id: string
  type: ModuleState
  /** The run of a script. Of a loop or branches there is none: their inner steps have runs. */
  job?: string
  /** What it answered was taken from the run that this one went on from. */
  reused?: true
  /** It failed, and the pipeline went on: `continue_on_error`. */
  passed_over?: true
  error?: { name: string; message: string }
  /** Of a loop: how many of its iterations have ended, and how many there are. */
  iterator?: { index: number; itered_len: number }
  /** Of a loop or branches: the last run of each that has begun, and how each has ended: null while it has not. */
  flow_jobs?: string[]
  flow_jobs_success?: (boolean | null)[]
  branches?: ModuleStatus[][]
  iterations?: IterationStatus[]
}
export type IterationStatus = { index: number; modules: ModuleStatus[] }

export type FlowStatus = {
  /** Place of the step under way among those of the top; their number once all have ended. */
  step: number
  modules: ModuleStatus[]
  /** Id of the step that ended the pipeline, if one did. */
  failure_step?: string
}

const looseStatusSchema = z.object({ id: z.string(), type: z.enum(moduleStates) }).loose()

/** For answers: what is inside of loops and branches is described in the types alone. */
export const flowStatusSchema = z.object({
  step: z.number(),
  modules: z.array(looseStatusSchema),
  failure_step: z.string().optional(),
})

/** What a step read and wrote. */
/** `bytes` is absent where only a result names the file. */
export const fileUseSchema = z.object({ s3: z.string(), storage: z.string().optional(), bytes: z.number().optional() })
export type StepFile = z.output<typeof fileUseSchema>
export const flowFilesSchema = z.record(
  z.string(),
  z.object({ read: z.array(fileUseSchema), written: z.array(fileUseSchema) }),
)
export type FlowFiles = z.output<typeof flowFilesSchema>

export const restartSchema = z.object({
  step_id: z.string(),
  /** Of a loop or sequential branches at the top: the first that is run again. */
  branch_or_iteration_n: z.number().int().min(0).nullish(),
})
export type RestartFlow = z.output<typeof restartSchema> & { id: string }
