'use client'

import { type ReactNode, use } from 'react'
import { formatBytes, formatCount, formatExactBytes } from '@/components/ui/format-bytes'
import type { ReadStats } from '@/lib/previews/byte-source'
import { FirstLook } from './first-look'

interface PreviewFootProps {
  /** What is shown: "1,000,000 rows". */
  children?: ReactNode
  stats: ReadStats
  total: number
}

/** What the preview shows and what it cost to show it. */
export function PreviewFoot({ children, stats, total }: PreviewFootProps) {
  const first = use(FirstLook)
  const bytes = stats.bytes + first.bytes
  const requests = stats.requests + first.requests
  const milliseconds = stats.milliseconds + first.milliseconds
  return (
    <footer className="flex min-h-7 shrink-0 flex-wrap items-center gap-x-3 gap-y-0.5 border-t bg-sunken px-gutter py-1 text-sm text-text-2 tabular-nums">
      <span className="flex min-w-0 flex-wrap gap-x-3">{children}</span>
      <span
        className="ml-auto whitespace-nowrap text-text-3"
        title={`${formatExactBytes(bytes)} transferred of a file of ${formatExactBytes(total)}; some may have been read twice. Times of parallel requests add up.`}
      >
        {formatBytes(Math.min(bytes, total))} of {formatBytes(total)} · {formatCount(requests)}{' '}
        {requests === 1 ? 'request' : 'requests'} · {formatCount(Math.round(milliseconds))} ms
      </span>
    </footer>
  )
}
