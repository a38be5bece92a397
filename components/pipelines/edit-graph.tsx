'use client'

import { Plus } from 'lucide-react'
import { type KeyboardEvent, useMemo } from 'react'
import { Button } from '@/components/ui/button'
import { MAX_NESTING } from '@/lib/pipelines/schema'
import { AddStepMenu } from './add-step-menu'
import type { StepKind } from './edit-tree'
import { FlowGraph } from './flow-graph'
import { type Box, layOut, RESULT_ID } from './layout'
import { editLook, endLook, plainLook } from './step-look'
import type { StepProblems } from './step-problems'
import { depthOf, findStep, type Slot, stepName, stepsIn } from './tree'
import type { PipelineEdits } from './use-pipeline-edits'

type EditGraphProps = {
  edits: PipelineEdits
  problemsOf: (id: string) => StepProblems
  disabled: boolean
}

/** The drawing of a pipeline in which steps are added, moved and removed. */
export function EditGraph({ edits, problemsOf, disabled }: EditGraphProps) {
  const { draft, selected, select, focusOn, add, move, remove } = edits
  const { modules, inputs } = draft
  const layout = useMemo(() => layOut(modules), [modules])
  const mayNest = (slot: Slot) => depthOf(modules, slot) < MAX_NESTING
  function lookOf(box: Box) {
    const step = findStep(modules, box.id)
    if (!step) return endLook(box, inputs)
    return disabled ? plainLook(step) : editLook(step, problemsOf(step.id))
  }
  function press(event: KeyboardEvent, id: string) {
    if (disabled || !findStep(modules, id)) return
    if (event.altKey && event.key === 'ArrowUp') move(id, -1)
    else if (event.altKey && event.key === 'ArrowDown') move(id, 1)
    else if (event.key === 'Delete') remove(id)
    else return
    event.preventDefault()
  }
  const onAdd = (slot: Slot) => (kind: StepKind) => add(slot, kind)
  return (
    <FlowGraph
      label="Steps of the pipeline"
      modules={modules}
      layout={layout}
      selected={selected}
      onSelect={(id) => select(id === RESULT_ID || id === selected ? null : id)}
      lookOf={lookOf}
      onKey={press}
      focusOn={focusOn}
      onLine={
        disabled
          ? undefined
          : ({ slot }) =>
              slot && (
                <AddStepMenu
                  mayNest={mayNest(slot)}
                  onAdd={onAdd(slot)}
                  trigger={
                    <Button
                      size="sm"
                      aria-label={addLabel(stepsIn(modules, slot).map(stepName), slot)}
                      className="size-[22px] rounded-full px-0 text-text-2 max-md:size-8 max-md:px-0"
                    >
                      <Plus />
                    </Button>
                  }
                />
              )
      }
      inEmpty={({ slot }) =>
        slot && !disabled ? (
          <AddStepMenu
            mayNest={mayNest(slot)}
            onAdd={onAdd(slot)}
            trigger={
              <Button className="h-full w-full border-dashed">
                <Plus aria-hidden="true" />
                Add the first step
              </Button>
            }
          />
        ) : (
          <p className="text-center text-text-3">No step</p>
        )
      }
    />
  )
}

function addLabel(names: string[], { index }: Slot): string {
  const before = names[index - 1]
  if (before !== undefined) return `Add a step after ${before}`
  return names[0] === undefined ? 'Add the first step' : `Add a step before ${names[0]}`
}
