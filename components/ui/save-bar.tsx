'use client'

import { useEffect } from 'react'
import { Button } from './button'
import { ErrorNote } from './error-note'
import { LeaveGuard } from './leave-guard'

type SaveBarProps = {
  /** Whether something differs from what is saved: the bar shows while it does. */
  dirty: boolean
  pending?: boolean
  /** Without it the button submits the form around the bar. */
  onSave?: () => void
  onDiscard: () => void
  error?: unknown
  saveLabel?: string
  discardLabel?: string
  message?: string
}

/** Save and Discard at the foot of a form, from the first change on; guards leaving with changes unsaved. */
export function SaveBar({ dirty, pending = false, error, saveLabel = 'Save changes', ...props }: SaveBarProps) {
  const { onSave, onDiscard, discardLabel = 'Discard', message = 'Unsaved changes' } = props
  useSaveKey(dirty && !pending ? onSave : undefined)
  return (
    <>
      <LeaveGuard active={dirty && !pending} />
      {(dirty || pending) && (
        <section
          aria-label="Unsaved changes"
          className="sticky bottom-0 z-20 grid animate-slide-in-bottom gap-2 border-t bg-panel px-6 py-3 max-md:px-gutter"
        >
          {error ? <ErrorNote error={error} /> : null}
          <div className="flex items-center gap-2">
            <span role="status" className="min-w-0 flex-1 truncate text-text-2">
              {message}
            </span>
            <Button onClick={onDiscard} disabled={pending}>
              {discardLabel}
            </Button>
            <Button variant="primary" type={onSave ? 'button' : 'submit'} onClick={onSave} pending={pending}>
              {saveLabel}
            </Button>
          </div>
        </section>
      )}
    </>
  )
}

function useSaveKey(onSave: (() => void) | undefined) {
  useEffect(() => {
    if (!onSave) return
    function press(event: KeyboardEvent) {
      if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
      event.preventDefault()
      onSave?.()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [onSave])
}
