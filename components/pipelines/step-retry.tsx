'use client'

import { useState } from 'react'
import { describeRunning } from '@/components/scripts/running/describe-running'
import { RetryFields } from '@/components/scripts/running/retry-fields'
import { type RunningDraft, readRunningDraft, startRunningDraft } from '@/components/scripts/running/running-draft'
import { Button } from '@/components/ui/button'
import { FormDialog } from '@/components/ui/form-dialog'
import type { Retry } from '@/lib/scripts/retry'

type StepRetryProps = {
  retry: Retry | null | undefined
  /** Whether it runs a script, which may say itself how often it is tried again. */
  hasScript: boolean
  disabled: boolean
  onChange: (retry: Retry | null) => void
}

/** How often a step is tried again, in a sentence, and the way to change it. */
export function StepRetry({ retry, hasScript, disabled, onChange }: StepRetryProps) {
  const [open, setOpen] = useState(false)
  const [sentence] = describeRunning({ retry })
  return (
    <div className="grid gap-1">
      <span className="font-medium">After a failure</span>
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <span className="min-w-0 flex-1 text-text-2">
          {sentence ?? (hasScript && !retry ? 'Tried again as its script says' : 'Not tried again')}
        </span>
        {!disabled && (
          <Button size="sm" aria-label="Change how it is tried again" onClick={() => setOpen(true)}>
            Change
          </Button>
        )}
      </div>
      {open && (
        <RetryDialog
          retry={retry}
          onClose={() => setOpen(false)}
          onChange={(next) => {
            setOpen(false)
            onChange(next)
          }}
        />
      )}
    </div>
  )
}

function RetryDialog({
  retry,
  onChange,
  onClose,
}: Omit<StepRetryProps, 'disabled' | 'hasScript'> & { onClose: () => void }) {
  const [start] = useState(() => startRunningDraft({ retry }))
  const [draft, setDraft] = useState(start)
  const [attempted, setAttempted] = useState(false)
  const read = readRunningDraft(draft)
  return (
    <FormDialog
      title="When the step fails"
      description="Set here, it takes the place of what the script says."
      submitLabel="Apply"
      onClose={onClose}
      onSubmit={() => {
        setAttempted(true)
        // An explicit "no attempt" looks like nothing in the form, and is not made nothing by looking at it.
        if (draft === start) return onClose()
        if (read.running) onChange(read.running.retry ?? null)
      }}
    >
      <RetryFields
        draft={draft}
        problems={attempted ? (read.problems ?? {}) : {}}
        onChange={(next: Partial<RunningDraft>) => setDraft({ ...draft, ...next })}
      />
    </FormDialog>
  )
}
