import { checkArgs } from '@/components/scripts/check-args'
import type { FormField } from '@/components/scripts/form-field'
import { Unparsed } from '@/components/scripts/unparsed'
import type { FlowModule, Transforms } from '@/lib/pipelines/schema'
import { sourceProblem } from './sources'
import { listsOf } from './tree'

/** What is wrong with a step, as sentences: by the name of the parameter, and under `STEP` what concerns all of it. */
export type StepProblems = Record<string, string>
export const STEP = ''

type Around = {
  modules: FlowModule[]
  /** Names of the pipeline's inputs. */
  inputs: readonly string[]
  /** What a script takes; undefined while it is not known, null when it cannot be read. */
  fieldsOf: (path: string) => FormField[] | null | undefined
}

/** What keeps a step from being saved or run. */
export function checkStep(step: FlowModule, around: Around): StepProblems {
  const { value } = step
  switch (value.type) {
    case 'script':
      return checkScript(step.id, value, around)
    case 'rawscript':
      return checkSources(step.id, value.input_transforms, around)
    case 'forloopflow': {
      const list = value.iterator.type === 'static' ? fixedListProblem(value.iterator.value) : null
      const source = value.iterator.type === 'javascript' ? value.iterator.expr : null
      const problem = source === null ? list : sourceProblem(around.modules, step.id, source, around.inputs)
      return { ...emptyProblem(step, 'The loop has no step yet.'), ...(problem && { iterator: problem }) }
    }
    case 'branchall':
      return emptyProblem(step, 'A branch has no step yet.')
    default:
      return {}
  }
}

function checkScript(id: string, value: { path: string; input_transforms: Transforms }, around: Around): StepProblems {
  if (!value.path) return { [STEP]: 'Choose a script.' }
  const fields = around.fieldsOf(value.path)
  if (fields === null) return { [STEP]: `The script ${value.path} is not there, or lies where you may not look.` }
  const problems = checkSources(id, value.input_transforms, around)
  const fixed = (fields ?? []).filter(({ name }) => value.input_transforms[name]?.type !== 'javascript')
  const values = fixed.flatMap(({ name }) => {
    const transform = value.input_transforms[name]
    return transform?.type === 'static' ? [[name, transform.value] as const] : []
  })
  const wrong = checkArgs(fixed.filter(isChecked(values)), Object.fromEntries(values))
  for (const [place, problem] of Object.entries(wrong)) problems[place] ??= problem
  return problems
}

/** `$res:` and `$var:` stand for what is only known in a run. */
function isChecked(values: (readonly [string, unknown])[]) {
  const referring = new Set(values.filter(([, value]) => isReference(value)).map(([name]) => name))
  return ({ name }: FormField) => !referring.has(name)
}

function isReference(value: unknown): boolean {
  return typeof value === 'string' && /^\$(res|var):/.test(value)
}

function checkSources(id: string, transforms: Transforms, { modules, inputs }: Around): StepProblems {
  const found = Object.entries(transforms).flatMap(([name, transform]) => {
    const problem = transform.type === 'javascript' ? sourceProblem(modules, id, transform.expr, inputs) : null
    return problem === null ? [] : [[name, problem]]
  })
  return Object.fromEntries(found)
}

function fixedListProblem(value: unknown): string | null {
  if (value instanceof Unparsed) return value.problem
  return Array.isArray(value) ? null : 'Enter a list, such as ["north", "south"].'
}

function emptyProblem(step: FlowModule, problem: string): StepProblems {
  return listsOf(step).some((list) => list.length === 0) ? { [STEP]: problem } : {}
}
