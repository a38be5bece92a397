import * as z from 'zod'
import { pageSchema } from '@/lib/http/page'
import { retrySchema } from '@/lib/scripts/retry'
import { MAX_TIMEOUT_SECONDS } from '@/lib/scripts/running'
import { MAX_CONTENT_LENGTH, scriptLanguageSchema } from '@/lib/scripts/schema'
import { MAX_EXPRESSION_LENGTH } from './expression'

/** Of one pipeline, those within loops and branches included. */
export const MAX_MODULES = 100
/** How deep loops and branches may lie in one another. */
export const MAX_NESTING = 4
export const MAX_ITERATIONS = 1000
/** Iterations and branches of one run together, over all loops that lie in one another. */
export const MAX_PARTS = 10_000
export const MAX_BRANCHES = 50
export const MAX_PARALLELISM = 100
const MAX_TEXT_LENGTH = 20_000

/** A text of a pipeline: bounded, and one that every database keeps. */
export const textSchema = z
  .string()
  .max(MAX_TEXT_LENGTH, `At most ${MAX_TEXT_LENGTH} characters.`)
  .regex(/^[^\0]*$/, 'It must hold no NUL character.')

/** Of the original, and not understood here: what would do something else than it says is refused. */
const unsupported = (what: string) => z.null({ error: `Pipelines have no ${what} here: leave it out.` }).optional()

export const transformSchema = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('static'), value: z.unknown().optional() }),
    z.object({ type: z.literal('javascript'), expr: z.string().max(MAX_EXPRESSION_LENGTH) }),
  ],
  { error: 'An input is { type: "static", value } or { type: "javascript", expr }.' },
)
/** Where one input of a step comes from: a value, or a path to one (see `parseExpression`). */
export type Transform = z.output<typeof transformSchema>

const transformsSchema = z.record(z.string(), transformSchema).default({})
export type Transforms = Record<string, Transform>

export type ScriptModule = { type: 'script'; path: string; hash?: string | null; input_transforms: Transforms }
export type RawScriptModule = {
  type: 'rawscript'
  content: string
  language: z.output<typeof scriptLanguageSchema>
  input_transforms: Transforms
}
export type IdentityModule = { type: 'identity' }
export type LoopModule = {
  type: 'forloopflow'
  iterator: Transform
  modules: FlowModule[]
  skip_failures: boolean
  parallel: boolean
  parallelism?: number | null
}
export type Branch = { summary?: string | null; modules: FlowModule[]; skip_failure?: boolean | null }
export type BranchesModule = { type: 'branchall'; branches: Branch[]; parallel: boolean }
export type FlowModuleValue = ScriptModule | RawScriptModule | IdentityModule | LoopModule | BranchesModule

/** One step. */
export type FlowModule = {
  id: string
  summary?: string | null
  value: FlowModuleValue
  retry?: z.output<typeof retrySchema> | null
  continue_on_error?: boolean | null
  /** Seconds; for `rawscript`. */
  timeout?: number | null
}

/** Seconds, of a step of its own text. The original also has them as a fixed input. */
const stepTimeoutSchema = z
  .union([z.number(), z.object({ type: z.literal('static'), value: z.number() }).transform(({ value }) => value)], {
    error: 'A timeout is a number of seconds.',
  })
  .pipe(
    z.number().int('Whole seconds only.').min(1, 'At least one second.').max(MAX_TIMEOUT_SECONDS, 'At most 6 hours.'),
  )

/** Exports have one that is switched off. */
const mockSchema = z.unknown().refine((mock) => !z.object({ enabled: z.literal(true) }).safeParse(mock).success, {
  error: 'Pipelines have no mock here: the step would be run. Leave it out.',
})

export const moduleIdSchema = z
  .string({ error: 'A step needs an id.' })
  .regex(/^\w{1,40}$/, 'The id of a step has letters, digits and _, at most 40.')

const leaves = [
  z.object({
    type: z.literal('script'),
    path: textSchema.min(1, 'Choose a script.').max(500),
    hash: textSchema.max(64).nullish(),
    input_transforms: transformsSchema,
  }),
  z.object({
    type: z.literal('rawscript'),
    content: z
      .string()
      .max(MAX_CONTENT_LENGTH, `A script has at most ${MAX_CONTENT_LENGTH} characters.`)
      .refine((text) => !text.includes('\0'), 'It must hold no NUL character.'),
    language: scriptLanguageSchema,
    input_transforms: transformsSchema,
  }),
  z.object({ type: z.literal('identity') }),
] as const

/** A schema for each depth rather than one that calls itself: no depth of what is sent can exhaust the stack. */
function valueSchema(room: number): z.ZodType<FlowModuleValue> {
  const error = 'A step is a script, rawscript, identity, forloopflow or branchall.'
  if (room === 0)
    return z.discriminatedUnion('type', leaves, { error: `${error} They nest ${MAX_NESTING} deep at most.` })
  const modules = z.array(moduleSchema(room - 1)).min(1, 'It needs a step.')
  const loop = z.object({
    type: z.literal('forloopflow'),
    iterator: transformSchema,
    modules,
    skip_failures: z.boolean().default(false),
    parallel: z.boolean().default(false),
    parallelism: z.number().int().min(1).max(MAX_PARALLELISM, `At most ${MAX_PARALLELISM} at a time.`).nullish(),
  })
  const branches = z.object({
    type: z.literal('branchall'),
    branches: z
      .array(z.object({ summary: textSchema.nullish(), modules, skip_failure: z.boolean().nullish() }))
      .min(1, 'It needs a branch.')
      .max(MAX_BRANCHES, `At most ${MAX_BRANCHES} branches.`),
    parallel: z.boolean().default(true),
  })
  return z.discriminatedUnion('type', [...leaves, loop, branches], { error })
}

function moduleSchema(room: number): z.ZodType<FlowModule> {
  return z.object({
    id: moduleIdSchema,
    summary: textSchema.nullish(),
    value: valueSchema(room),
    retry: retrySchema.nullish(),
    continue_on_error: z.boolean().nullish(),
    stop_after_if: unsupported('stop_after_if'),
    stop_after_all_iters_if: unsupported('stop_after_all_iters_if'),
    skip_if: unsupported('skip_if'),
    sleep: unsupported('sleep'),
    suspend: unsupported('suspend (approval steps)'),
    timeout: stepTimeoutSchema.nullish(),
    mock: mockSchema.optional(),
    cache_ttl: unsupported('cache'),
  })
}

/** The form of what a pipeline does. That its references lead somewhere `checkFlow` finds out. */
export const flowValueSchema: z.ZodType<FlowValue> = z.object({
  modules: z.array(moduleSchema(MAX_NESTING), { error: 'Send the steps as modules.' }),
  same_worker: z.boolean().nullish(),
  failure_module: unsupported('failure_module'),
  concurrent_limit: unsupported('concurrent_limit (set it on the scripts)'),
  early_return: unsupported('early_return'),
  cache_ttl: unsupported('cache'),
  priority: unsupported('priority (set it on the scripts)'),
  preprocessor_module: unsupported('preprocessor_module'),
})
export type FlowValue = { modules: FlowModule[]; same_worker?: boolean | null }

const jsonObjectSchema = z.record(z.string(), z.unknown(), { error: 'It must be a JSON object.' })

const savedFields = {
  summary: textSchema.nullish(),
  description: textSchema.nullish(),
  /** Read by `flowValueSchema` in the use case: what is wrong is told with its place. */
  value: jsonObjectSchema,
  /** JSON Schema of the inputs. */
  schema: jsonObjectSchema.nullish(),
}

/** A new pipeline. `newFolder`: the person may ask for a folder that is not there yet. */
export const newFlowSchema = z.object({ ...savedFields, path: z.string(), newFolder: z.boolean().optional() })
export type NewFlow = z.output<typeof newFlowSchema>

/** What a pipeline is changed to; `path` moves it. */
export const editFlowSchema = z.object({
  ...savedFields,
  path: z.string().optional(),
  newFolder: z.boolean().optional(),
  /** The version that was loaded: refused when somebody saved another one since. Left out, the newest is replaced. */
  version: z.number().int().optional(),
})
export type EditFlow = z.output<typeof editFlowSchema>

export const flowPathSchema = z.object({ path: z.string() })
export type FlowPath = z.output<typeof flowPathSchema>

/** From a form: where it lies now, and what it shall be. */
export const saveFlowSchema = editFlowSchema.extend({ current: z.string() })
export type SaveFlow = z.output<typeof saveFlowSchema>

export const archiveFlowSchema = z.object({ archived: z.boolean().default(true) })
export const archiveFlowActionSchema = flowPathSchema.extend({ archived: z.boolean() })
export type ArchiveFlow = z.output<typeof archiveFlowActionSchema>

const flagSchema = z.stringbool().optional()

export const flowListSchema = pageSchema.extend({
  path_start: z.string().optional(),
  path_exact: z.string().optional(),
  created_by: z.string().optional(),
  order_desc: flagSchema,
  show_archived: flagSchema,
})
export type FlowList = z.output<typeof flowListSchema>

/** A pipeline as programs see it; in lists without `value` and `schema`. */
export const wireFlowSchema = z.object({
  workspace_id: z.string(),
  path: z.string(),
  /** Goes up by one with each save. */
  version: z.number(),
  summary: z.string(),
  description: z.string(),
  value: z.record(z.string(), z.unknown()).optional(),
  schema: jsonObjectSchema.optional(),
  created_by: z.string(),
  edited_by: z.string(),
  edited_at: z.string(),
  archived: z.boolean(),
  extra_perms: z.record(z.string(), z.boolean()),
  /** An extension of our own: whether whoever asks may change it. */
  can_write: z.boolean(),
  starred: z.boolean(),
})
export type ListedFlow = Omit<z.output<typeof wireFlowSchema>, 'value' | 'schema'>
export type WireFlow = ListedFlow & { value: FlowValue; schema?: Record<string, unknown> }
