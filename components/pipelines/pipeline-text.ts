import * as z from 'zod'
import { isObject } from '@/components/scripts/start-args'
import { checkFlow } from '@/lib/pipelines/check-flow'
import { type FlowModule, flowValueSchema, textSchema } from '@/lib/pipelines/schema'
import type { ScriptProblem } from '@/lib/scripts/signature/reading'
import { type JsonPath, lineAndColumn, offsetOfFailure, offsetOfPath } from './json-place'
import type { PipelineDraft } from './pipeline-draft'
import { readInputs, writeInputs } from './pipeline-inputs'
import { listsOf } from './tree'

const exportSchema = z.object({
  summary: textSchema.nullish(),
  description: textSchema.nullish(),
  value: flowValueSchema,
  schema: z.record(z.string(), z.unknown(), { error: 'The schema is an object.' }).nullish(),
})

/** Each is looked for in all of the text. */
const MAX_PROBLEMS = 100

type Written = Pick<PipelineDraft, 'summary' | 'description' | 'modules' | 'inputs'>
/** What a text says nothing of is not there: it stays as it is. */
type Told = Pick<Written, 'modules'> & Partial<Written>
type ReadText = { told: Told; problems: [] } | { told: null; problems: ScriptProblem[] }

/** A pipeline as text, in the form of its exports. */
export function writePipelineText({ summary, description, modules, inputs }: Written): string {
  return JSON.stringify({ summary, description, value: { modules }, schema: writeInputs(inputs) }, null, 2)
}

/** What a text says, an export or its `value` alone, or what is wrong with it, each problem at its place. */
export function readPipelineText(text: string): ReadText {
  let sent: unknown
  try {
    sent = JSON.parse(text)
  } catch (error) {
    const message = `This is not JSON: ${error instanceof Error ? error.message : String(error)}`
    return wrong([{ ...lineAndColumn(text, offsetOfFailure(text, error)), message }])
  }
  const isBare = isObject(sent) && !('value' in sent) && 'modules' in sent
  const place = (path: JsonPath) => lineAndColumn(text, offsetOfPath(text, isBare ? path.slice(1) : path))
  const read = exportSchema.safeParse(isBare ? { value: sent } : sent)
  if (!read.success)
    return wrong(
      read.error.issues.slice(0, MAX_PROBLEMS).map(({ path, message }) => ({ ...place(path.map(partOf)), message })),
    )
  const { value, schema, summary, description } = read.data
  const found = checkFlow(value)
    .slice(0, MAX_PROBLEMS)
    .map(({ id, message }) => ({
      ...place(['value', ...(pathOfStep(value.modules, id) ?? [])]),
      message: id === null ? message : `Step ${id}: ${message}`,
    }))
  if (found.length > 0) return wrong(found)
  return {
    told: {
      modules: value.modules,
      ...(summary !== undefined && { summary: summary ?? '' }),
      ...(description !== undefined && { description: description ?? '' }),
      ...(schema !== undefined && { inputs: readInputs(schema) }),
    },
    problems: [],
  }
}

function wrong(problems: ScriptProblem[]): ReadText {
  return { told: null, problems }
}

function partOf(step: PropertyKey): string | number {
  return typeof step === 'symbol' ? String(step) : step
}

/** Where a step stands in the value of a pipeline; null where there is none of that id. */
function pathOfStep(modules: FlowModule[], id: string | null): JsonPath | null {
  for (const [index, module] of modules.entries()) {
    if (module.id === id) return ['modules', index]
    for (const [branch, list] of listsOf(module).entries()) {
      const path = pathOfStep(list, id)
      const holder = module.value.type === 'forloopflow' ? [] : ['branches', branch]
      if (path) return ['modules', index, 'value', ...holder, ...path]
    }
  }
  return null
}
