// biome-ignore-all lint/suspicious/noArrayIndexKey: grey bars have no identity but their place.
import { Skeleton } from '@/components/ui/skeleton'

const WIDTHS = ['w-3/5', 'w-4/5', 'w-2/5', 'w-3/4', 'w-1/2', 'w-2/3', 'w-4/5', 'w-1/3', 'w-3/5', 'w-1/2']

/** The shape of what comes: lines, or the rows of a table. */
export function PreviewLoading({ shape = 'lines' }: { shape?: 'lines' | 'table' }) {
  return (
    <div role="status" aria-label="Loading the preview" className="min-h-0 flex-1 overflow-hidden bg-panel">
      {WIDTHS.map((width, index) => (
        <div
          key={index}
          className={
            shape === 'table'
              ? 'flex h-grid-row items-center gap-4 border-b px-gutter'
              : 'flex h-6 items-center px-gutter'
          }
        >
          {shape === 'table' ? (
            [0, 1, 2, 3].map((cell) => <Skeleton key={cell} className="h-3 w-24" />)
          ) : (
            <Skeleton className={`h-3 ${width}`} />
          )}
        </div>
      ))}
    </div>
  )
}
