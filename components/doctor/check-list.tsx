'use client'

import { Spinner } from '@/components/ui/spinner'
import type { Check, Suggestion } from '@/lib/doctor/report'
import { CheckRow } from './check-row'
import { UnreachedRow } from './unreached-row'

type CheckListProps = {
  checks: Check[]
  running: boolean
  /** Absent while nothing may be applied. */
  onApply?: (check: string, suggestion: Suggestion) => void
}

/** All checks under their headings, in the order in which they were made. */
export function CheckList({ checks, running, onApply }: CheckListProps) {
  const groups = [...new Set(checks.map(({ group }) => group))]
  return (
    <div className="grid gap-5">
      {groups.map((group) => {
        const own = checks.filter((check) => check.group === group)
        return (
          <section key={group} aria-label={group} className="grid gap-1.5">
            <h2 className="font-semibold text-sm text-text-2">{group}</h2>
            <ol className="divide-y rounded-md border bg-panel">
              {own
                .filter(({ state }) => state !== 'not_reached')
                .map((check) => (
                  <CheckRow key={check.name} check={check} onApply={onApply} />
                ))}
              {reasonsOf(own).map(([reason, labels]) => (
                <UnreachedRow key={reason} labels={labels} reason={reason} />
              ))}
            </ol>
          </section>
        )
      })}
      {running && (
        <p className="flex items-center gap-2 text-text-2">
          <Spinner className="size-3.5" />
          Looking at what comes next
        </p>
      )}
    </div>
  )
}

/** What was not reached for the same reason is told together. */
function reasonsOf(checks: Check[]): [string, string[]][] {
  const unreached = checks.filter(({ state }) => state === 'not_reached')
  const reasons = [...new Set(unreached.map(({ evidence }) => evidence))]
  return reasons.map((reason) => [
    reason,
    unreached.filter(({ evidence }) => evidence === reason).map(({ label }) => label),
  ])
}
