import { cn } from './cn'

/** A small turning ring for a button that waits. Never for a page: that is what Skeleton is for. */
export function Spinner({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'inline-block size-3.5 animate-spin-slow rounded-full border-[1.5px] border-current border-r-transparent',
        className,
      )}
    />
  )
}
