'use client'

import { FileCode, Repeat, Split } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { DropdownMenu } from '@/components/ui/dropdown-menu'
import type { StepKind } from './edit-tree'

type AddStepMenuProps = {
  trigger: ReactNode
  /** Whether loops and branches may stand there: they nest only so deep. */
  mayNest: boolean
  onAdd: (kind: StepKind) => void
}

/** What can be added to a pipeline at a place. */
export function AddStepMenu({ trigger, mayNest, onAdd }: AddStepMenuProps) {
  const added = useRef(false)
  function choose(kind: StepKind) {
    added.current = true
    onAdd(kind)
  }
  return (
    <DropdownMenu
      align="center"
      trigger={trigger}
      onCloseAutoFocus={(event) => {
        // The new step has the focus by now.
        if (added.current) event.preventDefault()
        added.current = false
      }}
      entries={[
        { label: 'Run a script', icon: <FileCode />, onSelect: () => choose('script') },
        { label: 'For each of a list', icon: <Repeat />, disabled: !mayNest, onSelect: () => choose('forloopflow') },
        { label: 'Branches side by side', icon: <Split />, disabled: !mayNest, onSelect: () => choose('branchall') },
      ]}
    />
  )
}
