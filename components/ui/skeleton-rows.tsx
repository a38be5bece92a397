import { Skeleton } from './skeleton'

const widths = ['w-2/5', 'w-1/3', 'w-1/2', 'w-1/4', 'w-3/5', 'w-2/6']

/** Rows of a list that is loading, in the height of the real ones. */
export function SkeletonRows({ rows = 8, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no identity but their place
        <div key={row} className="flex h-row items-center gap-3 px-gutter">
          <Skeleton className="size-4 shrink-0" />
          <span className="min-w-0 flex-1">
            <Skeleton className={`h-3 ${widths[row % widths.length]}`} />
          </span>
          <Skeleton className="h-3 w-14" />
          <Skeleton className="h-3 w-20 max-md:hidden" />
        </div>
      ))}
    </div>
  )
}
