import { Check as CheckMark, CircleAlert, Minus, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { Check, CheckState, Suggestion } from '@/lib/doctor/report'

type CheckRowProps = { check: Check; onApply?: (check: string, suggestion: Suggestion) => void }

/** One check: what was done, what came of it, and what to do where something is wrong. */
export function CheckRow({ check, onApply }: CheckRowProps) {
  const { name, label, state, ms, evidence, problem, remedy, suggestion } = check
  return (
    <li aria-label={label} className="flex items-start gap-2.5 px-3 py-2">
      <StateIcon state={state} />
      <div className="grid min-w-0 flex-1 gap-0.5 [overflow-wrap:anywhere]">
        <div className="flex items-baseline gap-3">
          <h3 className="min-w-0 flex-1 font-medium">{label}</h3>
          {ms ? <span className="shrink-0 text-text-3 text-xs tabular-nums">{ms} ms</span> : null}
        </div>
        <p className="text-sm text-text-2">{evidence}</p>
        {problem && <p className={`text-sm ${state === 'failed' ? 'text-bad' : 'text-warn'}`}>{problem}</p>}
        {remedy && (
          <p className="text-sm">
            <span className="font-medium">What to do: </span>
            {remedy}
          </p>
        )}
        {suggestion && onApply && (
          <div className="pt-1">
            <Button size="sm" onClick={() => onApply(name, suggestion)}>
              {suggestion.label}…
            </Button>
          </div>
        )}
      </div>
    </li>
  )
}

const classes = 'mt-[3px] size-3.5 shrink-0'
const icons: Record<CheckState, React.ReactNode> = {
  passed: <CheckMark role="img" aria-label="Works" className={`${classes} text-ok`} />,
  warning: <CircleAlert role="img" aria-label="Works, but" className={`${classes} text-warn`} />,
  failed: <X role="img" aria-label="Failed" className={`${classes} text-bad`} />,
  absent: <Minus role="img" aria-label="Not there" className={`${classes} text-text-3`} />,
  not_reached: null,
}

function StateIcon({ state }: { state: CheckState }) {
  return icons[state]
}
