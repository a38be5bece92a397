import { cn } from './cn'

/** A block in the place of what is loading. Invisible for the first 150 ms, so that quick answers do not flash. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cn('block h-4 animate-appear-late rounded-sm bg-line', className)} />
}
