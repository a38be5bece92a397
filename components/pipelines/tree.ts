import type { FlowModule } from '@/lib/pipelines/schema'

/** A list of steps that lies in the pipeline itself (`parent` null), in a loop, or in a branch. */
export type Sequence = { parent: string | null; branch: number }
/** A place in such a list, before the step that stands there now. */
export type Slot = Sequence & { index: number }

export const ROOT: Sequence = { parent: null, branch: 0 }

/** The lists of steps inside of a step: one of a loop, one for each branch, none of others. */
export function listsOf({ value }: FlowModule): FlowModule[][] {
  if (value.type === 'forloopflow') return [value.modules]
  return value.type === 'branchall' ? value.branches.map(({ modules }) => modules) : []
}

/** A step with other lists of steps inside; those that hold none are given back as they are. */
export function withLists(module: FlowModule, lists: FlowModule[][]): FlowModule {
  const { value } = module
  if (value.type === 'forloopflow') return { ...module, value: { ...value, modules: lists[0] ?? [] } }
  if (value.type !== 'branchall') return module
  const branches = value.branches.map((branch, index) => ({ ...branch, modules: lists[index] ?? branch.modules }))
  return { ...module, value: { ...value, branches } }
}

/** All steps in reading order: each before those inside of it. */
export function allSteps(modules: FlowModule[]): FlowModule[] {
  return modules.flatMap((module) => [module, ...listsOf(module).flatMap(allSteps)])
}

/** The step with an id, wherever it lies. */
export function findStep(modules: FlowModule[], id: string): FlowModule | undefined {
  return allSteps(modules).find((module) => module.id === id)
}

/** Where a step lies. */
export function slotOf(modules: FlowModule[], id: string, sequence: Sequence = ROOT): Slot | null {
  for (const [index, module] of modules.entries()) {
    if (module.id === id) return { ...sequence, index }
    for (const [branch, list] of listsOf(module).entries()) {
      const found = slotOf(list, id, { parent: module.id, branch })
      if (found) return found
    }
  }
  return null
}

/** The steps of a list. */
export function stepsIn(modules: FlowModule[], { parent, branch }: Sequence): FlowModule[] {
  if (parent === null) return modules
  const holder = findStep(modules, parent)
  return (holder && listsOf(holder)[branch]) ?? []
}

/** The steps that a step lies in, the outermost first. */
export function holdersOf(modules: FlowModule[], id: string): FlowModule[] {
  const slot = slotOf(modules, id)
  const holder = slot?.parent ? findStep(modules, slot.parent) : undefined
  return holder ? [...holdersOf(modules, holder.id), holder] : []
}

/** How deep a list lies in loops and branches: 0 for the pipeline itself. */
export function depthOf(modules: FlowModule[], { parent }: Sequence): number {
  return parent === null ? 0 : holdersOf(modules, parent).length + 1
}

/** What a step is called on screen. */
export function stepName({ id, summary, value }: FlowModule): string {
  if (summary) return summary
  if (value.type === 'script') return value.path.split('/').at(-1) || `Step ${id}`
  if (value.type === 'forloopflow') return 'For each'
  if (value.type === 'branchall') return 'Branches'
  return value.type === 'identity' ? 'Pass on' : `Step ${id}`
}

const LETTERS = 26

/** An id that no step has: a, b, … z, aa, ab, … */
export function freshId(taken: Iterable<string>): string {
  const used = new Set(taken)
  for (let count = 0; ; count++) {
    const id = letters(count)
    if (!used.has(id)) return id
  }
}

function letters(count: number): string {
  const last = String.fromCharCode(97 + (count % LETTERS))
  return count < LETTERS ? last : letters(Math.floor(count / LETTERS) - 1) + last
}
