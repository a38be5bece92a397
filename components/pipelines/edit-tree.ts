import type { FlowModule, FlowModuleValue } from '@/lib/pipelines/schema'
import { INPUT_ID } from './layout'
import { allSteps, freshId, listsOf, type Sequence, type Slot, slotOf, stepsIn, withLists } from './tree'

/** The kinds of steps that can be added. */
export type StepKind = 'script' | 'forloopflow' | 'branchall'

/** A new step with an id that nothing else has. */
export function newStep(modules: FlowModule[], kind: StepKind): FlowModule {
  return { id: freshId(allSteps(modules).map(({ id }) => id)), value: newValue(kind) }
}

function newValue(kind: StepKind): FlowModuleValue {
  switch (kind) {
    case 'script':
      return { type: 'script', path: '', input_transforms: {} }
    case 'forloopflow':
      return {
        ...{ type: 'forloopflow', skip_failures: false, parallel: false, modules: [] },
        iterator: { type: 'javascript', expr: '' },
      }
    case 'branchall':
      return { type: 'branchall', parallel: true, branches: [{ modules: [] }, { modules: [] }] }
  }
}

/** The steps with one list of them changed. */
export function editSequence(
  modules: FlowModule[],
  { parent, branch }: Sequence,
  edit: (steps: FlowModule[]) => FlowModule[],
): FlowModule[] {
  if (parent === null) return edit(modules)
  return modules.map((module) => {
    const lists = listsOf(module)
    if (lists.length === 0) return module
    const next = lists.map((list, index) =>
      module.id === parent ? (index === branch ? edit(list) : list) : editSequence(list, { parent, branch }, edit),
    )
    return withLists(module, next)
  })
}

/** The steps with one more. */
export function insertStep(modules: FlowModule[], slot: Slot, step: FlowModule): FlowModule[] {
  return editSequence(modules, slot, (steps) => steps.toSpliced(slot.index, 0, step))
}

/** The steps without one, and without those inside of it. */
export function removeStep(modules: FlowModule[], id: string): FlowModule[] {
  const slot = slotOf(modules, id)
  return slot ? editSequence(modules, slot, (steps) => steps.toSpliced(slot.index, 1)) : modules
}

/** The box beside a step that goes: the next one of its list, the one before, what it lies in, or the inputs. */
export function nextTo(modules: FlowModule[], slot: Slot): string {
  const steps = stepsIn(modules, slot)
  return (steps[slot.index + 1] ?? steps[slot.index - 1])?.id ?? slot.parent ?? INPUT_ID
}

/** The steps with one of them changed. */
export function updateStep(modules: FlowModule[], id: string, change: (step: FlowModule) => FlowModule): FlowModule[] {
  const slot = slotOf(modules, id)
  if (!slot) return modules
  return editSequence(modules, slot, (steps) => steps.map((step) => (step.id === id ? change(step) : step)))
}

/** Whether a step can change places with its neighbour: the one above (-1) or below (1) in the same list. */
export function canMove(modules: FlowModule[], id: string, by: -1 | 1): boolean {
  const slot = slotOf(modules, id)
  if (!slot) return false
  const next = slot.index + by
  return next >= 0 && next < stepsIn(modules, slot).length
}

/** The steps with one a place higher (-1) or lower (1) in its list. */
export function moveStep(modules: FlowModule[], id: string, by: -1 | 1): FlowModule[] {
  const slot = slotOf(modules, id)
  const step = slot && stepsIn(modules, slot)[slot.index]
  if (!slot || !step || !canMove(modules, id, by)) return modules
  return editSequence(modules, slot, (steps) => steps.toSpliced(slot.index, 1).toSpliced(slot.index + by, 0, step))
}
