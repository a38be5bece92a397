import * as z from 'zod'
import { pageSchema } from '@/lib/http/page'
import { retrySchema } from './retry'
import { runningSchema } from './running'
import type { ScriptProblem } from './signature/reading'

/** Characters of a script, and of a lock. */
export const MAX_CONTENT_LENGTH = 500_000
const MAX_TEXT_LENGTH = 20_000

/** TypeScript under the names of the published clients, all of which run the same way here, and Python. */
export const scriptLanguageSchema = z.enum(['bun', 'deno', 'nativets', 'python3'], {
  error: 'Write scripts in TypeScript (bun, deno or nativets) or Python (python3).',
})
export type ScriptLanguage = z.output<typeof scriptLanguageSchema>

const kindSchema = z.enum(['script', 'failure', 'trigger', 'command', 'approval', 'preprocessor'])
const jsonObjectSchema = z.record(z.string(), z.unknown(), { error: 'It must be a JSON object.' })
const textSchema = z.string().max(MAX_TEXT_LENGTH, `At most ${MAX_TEXT_LENGTH} characters.`)
const contentSchema = z.string().max(MAX_CONTENT_LENGTH, `A script has at most ${MAX_CONTENT_LENGTH} characters.`)

/** How it is run. What is not honoured here is kept as it came. By none of it does anybody act for somebody else. */
export const scriptSettingsSchema = z.object({
  tag: z.string().nullish(),
  is_template: z.boolean().nullish(),
  envs: z.array(z.string()).nullish(),
  /** How many of its runs may run at a time, those that ended in the last `concurrency_time_window_s` seconds included. */
  concurrent_limit: z.number().nullish(),
  concurrency_time_window_s: z.number().nullish(),
  /** Scripts with the same key count together; `$args[name]` in it stands for an argument. */
  concurrency_key: z.string().nullish(),
  cache_ttl: z.number().nullish(),
  dedicated_worker: z.boolean().nullish(),
  ws_error_handler_muted: z.boolean().nullish(),
  /** 0 to 100: the highest is begun first. */
  priority: z.number().nullish(),
  /** An extension of our own. */
  retry: retrySchema.nullish(),
  restart_unless_cancelled: z.boolean().nullish(),
  /** Seconds. */
  timeout: z.number().nullish(),
  delete_after_secs: z.number().nullish(),
  visible_to_runner_only: z.boolean().nullish(),
  deployment_message: textSchema.nullish(),
  /** `lib` for what has no `main`. */
  auto_kind: z.string().nullish(),
  has_preprocessor: z.boolean().nullish(),
})
export type ScriptSettings = z.output<typeof scriptSettingsSchema>

/** What published clients send for a new version of a script. */
export const newScriptSchema = scriptSettingsSchema.extend({
  ...runningSchema.shape,
  path: z.string(),
  /** The version that this one takes the place of; nothing for the first one at a path. */
  parent_hash: z.string().nullish(),
  /** Takes the place of whichever version is the newest. */
  auto_parent: z.boolean().nullish(),
  summary: textSchema.nullish(),
  description: textSchema.nullish(),
  content: contentSchema,
  language: scriptLanguageSchema,
  kind: kindSchema.nullish(),
  /** Of its arguments; empty or left out, it is read from the content. */
  schema: jsonObjectSchema.nullish(),
  lock: contentSchema.nullish(),
  modules: jsonObjectSchema.nullish(),
})
export type NewScript = z.output<typeof newScriptSchema>

/** The same from a form: the person may ask for a new folder. */
export const saveScriptSchema = newScriptSchema.extend({ newFolder: z.boolean().optional() })
export type SaveScript = z.output<typeof saveScriptSchema>

/** A text whose form is asked for. */
export const readScriptSchema = z.object({ content: contentSchema, language: scriptLanguageSchema })
export type ReadScript = z.output<typeof readScriptSchema>

/** What a text tells: the JSON Schema of its arguments where it parses, and what keeps it from that. */
export type ScriptReading = {
  schema: Record<string, unknown> | null
  hasMain: boolean
  problems: ScriptProblem[]
}

export const scriptPathSchema = z.object({ path: z.string() })
export type ScriptPath = z.output<typeof scriptPathSchema>

export const scriptHashSchema = z.object({ hash: z.string() })
export type ScriptHash = z.output<typeof scriptHashSchema>

const flagSchema = z.enum(['true', 'false']).optional()

/** What published clients narrow lists of scripts by. */
export const scriptListSchema = pageSchema.extend({
  order_desc: flagSchema,
  created_by: z.string().optional(),
  path_start: z.string().optional(),
  path_exact: z.string().optional(),
  first_parent_hash: z.string().optional(),
  last_parent_hash: z.string().optional(),
  parent_hash: z.string().optional(),
  show_archived: flagSchema,
  include_without_main: flagSchema,
  is_template: flagSchema,
  kinds: z.string().optional(),
  languages: z.string().optional(),
  starred_only: flagSchema,
  label: z.string().optional(),
})
export type ScriptList = z.output<typeof scriptListSchema>

/** A script as published clients see it; in lists without content, schema and lock. */
export const wireScriptSchema = scriptSettingsSchema.extend({
  workspace_id: z.string(),
  hash: z.string(),
  path: z.string(),
  parent_hashes: z.array(z.string()),
  summary: z.string(),
  description: z.string(),
  content: z.string(),
  created_by: z.string(),
  created_at: z.string(),
  archived: z.boolean(),
  schema: jsonObjectSchema.optional(),
  deleted: z.boolean(),
  is_template: z.boolean(),
  extra_perms: z.record(z.string(), z.boolean()),
  lock: z.string().optional(),
  language: z.string(),
  kind: z.string(),
  starred: z.boolean(),
  has_preprocessor: z.boolean(),
})
export type WireScript = z.output<typeof wireScriptSchema>

export const scriptHistorySchema = z.array(
  z.object({
    script_hash: z.string(),
    deployment_msg: z.string().optional(),
    created_at: z.string(),
    created_by: z.string(),
  }),
)
export type ScriptHistory = z.output<typeof scriptHistorySchema>
