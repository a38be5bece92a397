import { parseExpression } from '@/lib/pipelines/expression'
import type { FlowModule } from '@/lib/pipelines/schema'
import { holdersOf, slotOf, stepName, stepsIn } from './tree'

/** Something that a step can take: its expression, and what it is called. */
export type Source = { expr: string; label: string; group: SourceGroup }
export type SourceGroup = 'This round' | 'Inputs of the pipeline' | 'Results of earlier steps'

/** What is visible where a step stands: inputs by name, the item of the loop that it lies in, and what ran before it. */
export function visibleSources(modules: FlowModule[], id: string, inputs: readonly string[]): Source[] {
  return [...roundSources(modules, id), ...inputs.map(inputSource), ...earlierSteps(modules, id).map(resultSource)]
}

/** The steps that have ended whenever a step begins: those above it, and those above what it lies in. */
export function earlierSteps(modules: FlowModule[], id: string): FlowModule[] {
  const slot = slotOf(modules, id)
  if (!slot) return []
  const above = stepsIn(modules, slot).slice(0, slot.index)
  return slot.parent === null ? above : [...earlierSteps(modules, slot.parent), ...above]
}

function roundSources(modules: FlowModule[], id: string): Source[] {
  const inLoop = holdersOf(modules, id).some(({ value }) => value.type === 'forloopflow')
  if (!inLoop) return []
  return [
    { expr: 'flow_input.iter.value', label: 'The item', group: 'This round' },
    { expr: 'flow_input.iter.index', label: 'Its place, from 0', group: 'This round' },
  ]
}

function inputSource(name: string): Source {
  return { expr: `flow_input${accessor(name)}`, label: name, group: 'Inputs of the pipeline' }
}

function resultSource(step: FlowModule): Source {
  return { expr: `results.${step.id}`, label: `${stepName(step)} (${step.id})`, group: 'Results of earlier steps' }
}

function accessor(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
}

/** The source that an expression begins with, and what it goes on to: `results.a.files[0]` is `results.a` and `.files[0]`. */
export function splitSource(expr: string, sources: readonly Source[]): { source: Source; rest: string } | null {
  const text = expr.trim()
  const fitting = sources.filter(
    (source) =>
      text === source.expr || (text.startsWith(source.expr) && /^\s*[.[]/.test(text.slice(source.expr.length))),
  )
  // Of `flow_input.a` and `flow_input.a.b` the longer one.
  const source = fitting.toSorted((one, other) => other.expr.length - one.expr.length)[0]
  return source ? { source, rest: text.slice(source.expr.length) } : null
}

/** Why a step cannot take what an expression names, as a sentence; null when it can. */
export function sourceProblem(
  modules: FlowModule[],
  id: string,
  expr: string,
  inputs: readonly string[],
): string | null {
  if (expr.trim() === '') return 'Choose where it comes from.'
  const read = parseExpression(expr)
  if (!read) return 'This is no path such as results.a.files[0].'
  if (read.root === 'iter') return roundSources(modules, id).length > 0 ? null : 'There is no item outside of a loop.'
  if (read.root === 'results')
    return earlierSteps(modules, id).some((step) => step.id === read.id)
      ? null
      : `There is no step ${read.id} before this one.`
  const [name] = read.steps
  if (read.root === 'previous_result' || name === undefined || inputs.includes(String(name))) return null
  return `The pipeline has no input ${name}.`
}
