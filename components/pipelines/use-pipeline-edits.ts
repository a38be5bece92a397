'use client'

import { useRef, useState } from 'react'
import { toast } from 'sonner'
import type { FlowModule } from '@/lib/pipelines/schema'
import { canMove, insertStep, moveStep, newStep, nextTo, removeStep, type StepKind, updateStep } from './edit-tree'
import type { PipelineDraft } from './pipeline-draft'
import { findStep, type Slot, slotOf, stepName } from './tree'
import type { FocusOn } from './use-graph-focus'

/** A pipeline that is edited, which of its steps is open, and what can be done to it. */
export function usePipelineEdits(start: PipelineDraft, opened: string | null) {
  const [draft, setDraft] = useState(start)
  const [selected, select] = useState(opened)
  const [focusOn, setFocusOn] = useState<FocusOn>(null)
  const undos = useRef<(string | number)[]>([])
  const edit = (change: (modules: FlowModule[]) => FlowModule[]) =>
    setDraft((known) => ({ ...known, modules: change(known.modules) }))
  return {
    draft,
    selected,
    select,
    /** The box of the drawing that has the focus after what was done last. */
    focusOn,
    /** Whether anything differs from what it began with. */
    dirty: JSON.stringify(draft) !== JSON.stringify(start),
    change: (change: Partial<PipelineDraft>) => setDraft((known) => ({ ...known, ...change })),
    add(slot: Slot, kind: StepKind) {
      const step = newStep(draft.modules, kind)
      edit((modules) => insertStep(modules, slot, step))
      select(step.id)
      setFocusOn({ id: step.id })
    },
    update: (id: string, change: (step: FlowModule) => FlowModule) =>
      edit((modules) => updateStep(modules, id, change)),
    move(id: string, by: -1 | 1) {
      if (canMove(draft.modules, id, by)) edit((modules) => moveStep(modules, id, by))
    },
    /** Takes a step out; for some seconds it can be put back where it was. */
    remove(id: string) {
      const slot = slotOf(draft.modules, id)
      const step = findStep(draft.modules, id)
      if (!slot || !step) return
      edit((modules) => removeStep(modules, id))
      select(null)
      setFocusOn({ id: nextTo(draft.modules, slot) })
      const undo = toast(`${stepName(step)} removed`, {
        action: { label: 'Undo', onClick: () => edit((modules) => restore(modules, slot, step)) },
      })
      undos.current.push(undo)
    },
    /** Takes back the offers to undo: where the drawing is not shown nobody would see what they do. */
    settle() {
      for (const undo of undos.current.splice(0)) toast.dismiss(undo)
    },
  }
}

/** Puts a removed step back; what holds it, or its id, may be gone or taken since: then nothing is done. */
function restore(modules: FlowModule[], slot: Slot, step: FlowModule): FlowModule[] {
  const isFree = !findStep(modules, step.id) && (slot.parent === null || findStep(modules, slot.parent))
  return isFree ? insertStep(modules, slot, step) : modules
}

export type PipelineEdits = ReturnType<typeof usePipelineEdits>
