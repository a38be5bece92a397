import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** Why one did not get in: a sentence, without the detail that a bug report would need. */
export function EntranceError({ children }: { children: ReactNode }) {
  return (
    <div
      role="alert"
      className="flex items-start gap-2.5 rounded-md border border-bad/30 bg-bad-soft px-3 py-2.5 [overflow-wrap:anywhere]"
    >
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-bad" />
      <p>{children}</p>
    </div>
  )
}
