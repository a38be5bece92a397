'use client'

import { FileCode, Repeat, Split } from 'lucide-react'
import type { ReactNode } from 'react'
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
  return (
    <DropdownMenu
      align="center"
      trigger={trigger}
      entries={[
        { label: 'Run a script', icon: <FileCode />, onSelect: () => onAdd('script') },
        { label: 'For each of a list', icon: <Repeat />, disabled: !mayNest, onSelect: () => onAdd('forloopflow') },
        { label: 'Branches side by side', icon: <Split />, disabled: !mayNest, onSelect: () => onAdd('branchall') },
      ]}
    />
  )
}
