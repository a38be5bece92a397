'use client'

import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format-bytes'
import { ProgressBar } from '@/components/ui/progress-bar'
import { VisibleText } from '@/components/ui/visible-text'
import type { ChangeFailure } from '@/lib/objects/schema'
import type { RunningChange } from './use-run-change'

const SHOWN_FAILURES = 50

type ChangeProgressProps = {
  change: RunningChange
  /** "Deleting". */
  verb: string
  /** How many objects there are, when that is known. */
  total: number | null
}

/** How far a long change is. */
export function ChangeProgress({ change, verb, total }: ChangeProgressProps) {
  const gone = change.progress.done + change.progress.failures.length
  const of = total === null ? '' : ` of ${formatCount(total)}`
  return (
    <div className="grid gap-2">
      <p role="status">{`${verb} ${formatCount(gone)}${of}`}</p>
      <ProgressBar label={verb} value={total ? gone / total : undefined} />
      <p className="text-sm text-text-2">Cancelling stops before the next step. What is done stays done.</p>
      <div className="flex justify-end">
        <Button onClick={change.cancel}>Cancel</Button>
      </div>
    </div>
  )
}

/** What a change could not do, and a failure that ended it. */
export function ChangeFailures({ failures, error }: { failures: ChangeFailure[]; error: unknown }) {
  return (
    <>
      {error ? <ErrorNote error={error} title="The change stopped" /> : null}
      {failures.length > 0 && (
        <ul className="max-h-60 overflow-y-auto rounded-md border bg-sunken px-3 py-1">
          {failures.slice(0, SHOWN_FAILURES).map(({ key, reason }) => (
            <li key={key} className="py-1 [overflow-wrap:anywhere]">
              <span className="font-mono text-sm">
                <VisibleText name={key} />
              </span>
              <span className="block text-bad text-sm">{reason}</span>
            </li>
          ))}
          {failures.length > SHOWN_FAILURES && (
            <li className="py-1 text-text-2">And {formatCount(failures.length - SHOWN_FAILURES)} more</li>
          )}
        </ul>
      )}
    </>
  )
}
