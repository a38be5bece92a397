'use client'

import { Check, CircleAlert, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Spinner } from '@/components/ui/spinner'
import type { TestStep } from '@/lib/resources/schema'
import type { ConnectionTest as Test } from './use-connection-test'

type ConnectionTestProps = {
  test: Test
  onClose?: () => void
  /** Takes a fix over into the form and tests again. */
  onApply?: (changes: object) => void
}

/** What a connection test did, step by step, and what to change where it failed. */
export function ConnectionTest({ test, onClose, onApply }: ConnectionTestProps) {
  const failed = test.steps.some(({ ok }) => !ok)
  const done = !test.running && !test.error && !failed
  return (
    <section aria-label="Connection test" className="rounded-md border bg-panel">
      <header className="flex min-h-9 items-center gap-2 border-b px-3">
        <h2 className="flex-1 font-semibold" role="status">
          {test.running ? 'Testing the connection' : done ? 'The connection works' : 'The connection does not work yet'}
        </h2>
        {onClose && (
          <Button size="sm" variant="ghost" onClick={onClose}>
            Close
          </Button>
        )}
      </header>
      <ol className="grid gap-2.5 px-3 py-2.5">
        {test.steps.map((step) => (
          <StepRow key={step.step} step={step} onApply={test.running ? undefined : onApply} />
        ))}
        {test.running && (
          <li className="flex items-center gap-2 text-text-2">
            <Spinner className="size-3.5" />
            Waiting for the next step
          </li>
        )}
        {test.error ? (
          <li>
            <ErrorNote error={test.error} />
          </li>
        ) : null}
      </ol>
    </section>
  )
}

function StepRow({ step, onApply }: { step: TestStep; onApply?: ConnectionTestProps['onApply'] }) {
  const { problem, ok } = step
  return (
    <li className="flex items-start gap-2">
      <StepIcon ok={ok} warned={problem !== undefined} />
      <div className="grid min-w-0 flex-1 gap-1 [overflow-wrap:anywhere]">
        <p>
          <span className="font-medium">{capitalised(step.step)}</span>
          {step.detail && !problem && <span className="text-text-2"> {step.detail}</span>}
        </p>
        {problem && <p className={ok ? 'text-warn' : 'text-bad'}>{problem.sentence}</p>}
        {problem?.fix && onApply && (
          <div>
            <Button size="sm" onClick={() => onApply(problem.fix?.changes ?? {})}>
              {problem.fix.label}
            </Button>
          </div>
        )}
      </div>
    </li>
  )
}

function StepIcon({ ok, warned }: { ok: boolean; warned: boolean }) {
  const classes = 'mt-[3px] size-3.5 shrink-0'
  if (!ok) return <X role="img" aria-label="Failed" className={`${classes} text-bad`} />
  if (warned) return <CircleAlert role="img" aria-label="Works, but" className={`${classes} text-warn`} />
  return <Check role="img" aria-label="Works" className={`${classes} text-ok`} />
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
