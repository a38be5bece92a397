'use client'

import { ChevronDown } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { DropdownMenu } from '@/components/ui/dropdown-menu'
import { formatTime } from '@/components/ui/format-time'
import type { Args } from './form-field'
import type { Remembered } from './remembered-args'

type EarlierInputsProps = { earlier: Remembered[]; onChoose: (args: Args) => void; onDefaults: () => void }

const MAX_SHOWN = 60

/** Inputs that this browser remembers of earlier runs, and the way back to the defaults. */
export function EarlierInputs({ earlier, onChoose, onDefaults }: EarlierInputsProps) {
  if (earlier.length === 0) return null
  return (
    <DropdownMenu
      align="start"
      trigger={
        <Button>
          Earlier inputs
          <ChevronDown aria-hidden="true" />
        </Button>
      }
      entries={[
        { heading: 'Remembered in this browser' },
        ...earlier.map(({ at, args }) => ({
          label: `${formatTime(new Date(at), Date.now())}: ${shorten(JSON.stringify(args))}`,
          onSelect: () => onChoose(args),
        })),
        'separator' as const,
        { label: 'Defaults of the script', onSelect: onDefaults },
      ]}
    />
  )
}

function shorten(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text
}
