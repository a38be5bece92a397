'use client'

import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { Running } from '@/lib/scripts/running'
import { RunningDialog } from './running-dialog'
import { RunningFacts } from './running-facts'

type RunningSectionProps = { running: Running; disabled: boolean; onChange: (running: Running) => void }

/** How the runs of a script go, in the editor: what is set, and the form for it. It is saved with the version. */
export function RunningSection({ running, disabled, onChange }: RunningSectionProps) {
  const [open, setOpen] = useState(false)
  return (
    <section aria-label="Running" className="grid min-w-0 gap-1.5">
      <div className="flex items-center justify-between gap-2">
        <h2 className="font-semibold text-md">Running</h2>
        {!disabled && (
          <Button size="sm" onClick={() => setOpen(true)} aria-label="Change how it runs">
            <Pencil aria-hidden="true" />
            Change
          </Button>
        )}
      </div>
      <RunningFacts running={running} usual="One attempt of 15 minutes at most, any number at a time." />
      {open && (
        <RunningDialog
          running={running}
          onClose={() => setOpen(false)}
          onChange={(next) => {
            onChange(next)
            setOpen(false)
          }}
        />
      )}
    </section>
  )
}
