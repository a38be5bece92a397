'use client'

import { type ReactNode, use } from 'react'
import { countOf } from '@/components/ui/count-of'
import { formatBytes, formatCount, formatExactBytes } from '@/components/ui/format-bytes'
import { addStats, type ReadStats } from '@/lib/previews/byte-source'
import { FirstLook } from './first-look'

interface PreviewFootProps {
  /** What is shown: "1,000,000 rows". */
  children?: ReactNode
  stats: ReadStats
  total: number
  /** Who read: our own requests are counted exactly, the browser's own as far as it tells. */
  reader?: 'preview' | 'browser'
}

/** What the preview shows and what it cost to show it. */
export function PreviewFoot({ children, stats, total, reader = 'preview' }: PreviewFootProps) {
  const { bytes, requests, milliseconds } = addStats(stats, use(FirstLook))
  return (
    <footer className="flex min-h-7 shrink-0 flex-wrap items-center gap-x-3 gap-y-0.5 border-t bg-sunken px-gutter py-1 text-sm text-text-2 tabular-nums">
      <span className="flex min-w-0 flex-wrap gap-x-3">{children}</span>
      <span
        className="ml-auto whitespace-nowrap text-text-3"
        title={`${formatExactBytes(bytes)} transferred of a file of ${formatExactBytes(total)}. ${REMARKS[reader]}`}
      >
        {formatBytes(bytes)} {bytes > total ? 'read, some twice, of' : 'of'} {formatBytes(total)} ·{' '}
        {countOf(requests, 'request')} · {formatCount(Math.round(milliseconds))} ms
      </span>
    </footer>
  )
}

const REMARKS = {
  preview: 'Times of parallel requests add up.',
  browser: 'As the browser tells: it reads by itself, and counts a request when that has ended.',
}
