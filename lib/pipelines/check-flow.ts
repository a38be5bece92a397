import { EXPRESSION_HELP, type Expression, parseExpression } from './expression'
import { type FlowModule, type FlowValue, MAX_MODULES, type Transform } from './schema'

/** More than anybody mends at a time. */
const MAX_PROBLEMS = 100

/** What keeps a pipeline from being saved: the step, where it is one, and a sentence. */
export type FlowProblem = { id: string | null; message: string }

/** What a step can speak of: earlier steps of its own list and of those around it. */
type View = { visible: ReadonlySet<string>; inLoop: boolean }

/** Everything that is wrong with the ids and references of a pipeline whose form is right; empty when nothing is. */
export function checkFlow({ modules }: FlowValue): FlowProblem[] {
  const all = [...eachModule(modules)]
  // Nothing more is looked for in it: that would take a time that grows with its square.
  if (all.length > MAX_MODULES)
    return [{ id: null, message: `It has ${all.length} steps: at most ${MAX_MODULES} are possible.` }]
  const problems: FlowProblem[] = []
  const seen = new Set<string>()
  for (const { id } of all) {
    if (seen.has(id)) problems.push({ id, message: `Two steps have the id ${id}. Give one of them another.` })
    seen.add(id)
  }
  checkList(modules, { visible: new Set(), inLoop: false }, problems)
  return problems.slice(0, MAX_PROBLEMS)
}

/** Every step, those within loops and branches included. */
export function* eachModule(modules: readonly FlowModule[]): Generator<FlowModule> {
  for (const module of modules) {
    yield module
    for (const list of listsOf(module)) yield* eachModule(list)
  }
}

/** The lists of steps within a step: one of a loop, one of each branch, none of any other. */
export function listsOf({ value }: FlowModule): FlowModule[][] {
  if (value.type === 'forloopflow') return [value.modules]
  return value.type === 'branchall' ? value.branches.map(({ modules }) => modules) : []
}

function checkList(modules: readonly FlowModule[], { visible, inLoop }: View, problems: FlowProblem[]): void {
  const earlier = new Set(visible)
  for (const module of modules) {
    const { id, value } = module
    const view = { visible: earlier, inLoop }
    const add = (message: string | null) => message !== null && problems.push({ id, message })
    if (module.retry && !('input_transforms' in value))
      add('Only scripts are tried again: set retry at the steps within.')
    if (typeof module.timeout === 'number' && value.type !== 'rawscript')
      add('Only a step of its own text has a timeout here: set that of a script on the script.')
    if (value.type === 'forloopflow') add(problemOf(value.iterator, view, 'what the loop goes over'))
    if ('input_transforms' in value)
      for (const [name, transform] of Object.entries(value.input_transforms)) add(problemOf(transform, view, name))
    for (const list of listsOf(module))
      checkList(list, { ...view, inLoop: inLoop || value.type === 'forloopflow' }, problems)
    earlier.add(id)
  }
}

/** What is wrong with where an input comes from, as a sentence; null when nothing is. */
function problemOf(transform: Transform, view: View, name: string): string | null {
  if (transform.type === 'static') return null
  const expression = parseExpression(transform.expr)
  if (!expression) return `${name}: ${JSON.stringify(transform.expr)} cannot be read. ${EXPRESSION_HELP}`
  const problem = referenceProblem(expression, view)
  return problem && `${name}: ${problem}`
}

function referenceProblem(expression: Expression, { visible, inLoop }: View): string | null {
  if (expression.root === 'iter' && !inLoop) return 'flow_input.iter is there only within a loop.'
  if (expression.root === 'results' && !visible.has(expression.id))
    return `results.${expression.id} is no step before this one that can be seen from here.`
  return null
}
