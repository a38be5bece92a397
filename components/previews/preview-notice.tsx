import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** Something about the file that a reader should know, above its content. */
export function PreviewNotice({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div role="note" className="flex shrink-0 items-start gap-2 border-b bg-accent-soft px-gutter py-1.5 text-sm">
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-warn" />
      <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">{children}</p>
      {action}
    </div>
  )
}
