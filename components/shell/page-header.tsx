import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

type PageHeaderProps = { title: ReactNode; actions?: ReactNode; className?: string }

/** The 48 px bar at the top of a page: what it is, and what one can do here (one primary button at most, last). */
export function PageHeader({ title, actions, className }: PageHeaderProps) {
  return (
    <header
      className={cn(
        'flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b px-gutter py-1.5',
        className,
      )}
    >
      <h1 className="min-w-0 flex-1 truncate font-semibold text-md">{title}</h1>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}
