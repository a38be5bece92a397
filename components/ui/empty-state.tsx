import type { ReactNode } from 'react'
import { cn } from './cn'

type EmptyStateProps = {
  title: ReactNode
  /** What belongs here. */
  children?: ReactNode
  icon?: ReactNode
  /** The first step: a Button or two. */
  action?: ReactNode
  className?: string
}

/** A place with nothing in it: what belongs here and the first step. */
export function EmptyState({ title, children, icon, action, className }: EmptyStateProps) {
  return (
    <div className={cn('mx-auto flex max-w-[400px] flex-col items-center gap-1 px-6 py-14 text-center', className)}>
      {icon && (
        <div aria-hidden="true" className="mb-2 text-text-3 [&_svg]:size-6 [&_svg]:stroke-[1.5]">
          {icon}
        </div>
      )}
      <h2 className="text-balance font-semibold text-md">{title}</h2>
      {children && <div className="text-pretty text-text-2">{children}</div>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
