'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { formatBytes, formatCount, formatExactBytes } from '@/components/ui/format-bytes'
import type { ChunkSummary, GroupSummary } from '@/lib/previews/parquet/describe-parquet'
import type { ParquetClient } from '@/lib/previews/parquet/parquet-client'
import { PreviewLoading } from './preview-loading'

const GROUPS_PER_STEP = 50

/** Row groups with sizes and codecs; one opened shows its columns and their statistics. */
export function ParquetGroups({ client, cacheKey }: { client: ParquetClient; cacheKey: string }) {
  const [count, setCount] = useState(GROUPS_PER_STEP)
  const { groupCount } = client.summary
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['parquet-groups', cacheKey, count],
    queryFn: () => client.groups({ start: 0, end: count }),
    placeholderData: (before) => before,
    gcTime: 0,
  })
  if (isPending) return <PreviewLoading shape="table" />
  if (error) return <ErrorNote className="m-3" error={error} onRetry={() => void refetch()} />
  return (
    <div className="min-h-0 flex-1 overflow-auto bg-panel text-sm">
      {data.length === 0 && <p className="p-gutter text-text-2">This file has no row groups.</p>}
      {data.map((group) => (
        <Group key={group.index} group={group} startOpen={groupCount === 1} />
      ))}
      {data.length < groupCount && (
        <div className="flex items-center gap-3 p-gutter">
          <Button size="sm" onClick={() => setCount(count + GROUPS_PER_STEP)}>
            Show {Math.min(GROUPS_PER_STEP, groupCount - data.length)} more
          </Button>
          <span className="text-text-2">
            {formatCount(data.length)} of {formatCount(groupCount)} row groups
          </span>
        </div>
      )}
    </div>
  )
}

function Group({ group, startOpen }: { group: GroupSummary; startOpen: boolean }) {
  const [open, setOpen] = useState(startOpen)
  const { index, firstRow, rowCount, compressed, uncompressed, codecs } = group
  return (
    <section className="border-b">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-row w-full items-center gap-x-4 px-gutter text-left tabular-nums hover:bg-hover focus-visible:-outline-offset-2"
      >
        {open ? (
          <ChevronDown aria-hidden="true" className="size-3.5" />
        ) : (
          <ChevronRight aria-hidden="true" className="size-3.5" />
        )}
        <span className="w-20 font-medium">Group {formatCount(index + 1)}</span>
        <span className="flex-1 text-text-2">
          rows {formatCount(firstRow + 1)} to {formatCount(firstRow + rowCount)}
        </span>
        <span className="text-text-2 max-md:hidden" title={formatExactBytes(uncompressed)}>
          {formatBytes(uncompressed)} unpacked
        </span>
        <span className="w-16 text-right" title={formatExactBytes(compressed)}>
          {formatBytes(compressed)}
        </span>
        <span className="w-28 truncate text-text-2 max-md:hidden">{codecs.join(', ')}</span>
      </button>
      {open && <Chunks columns={group.columns} />}
    </section>
  )
}

const HEADINGS = ['Column', 'Size', 'Unpacked', 'Codec', 'Nulls', 'Smallest', 'Largest', 'Encodings', 'Page index']

function Chunks({ columns }: { columns: ChunkSummary[] }) {
  return (
    <div className="overflow-x-auto border-t">
      <table className="w-full whitespace-nowrap text-left font-mono tabular-nums">
        <thead className="bg-sunken font-sans text-text-2">
          <tr className="h-grid-row">
            {HEADINGS.map((heading) => (
              <th key={heading} className="px-2 font-medium first:pl-gutter last:pr-gutter">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.name} className="h-grid-row border-line/70 border-t">
              <td className="px-2 pl-gutter">{column.name}</td>
              <td className="px-2 text-num">{formatBytes(column.compressed)}</td>
              <td className="px-2 text-num">{formatBytes(column.uncompressed)}</td>
              <td className="px-2">{column.codec}</td>
              <td className="px-2 text-num">{column.nullCount === null ? '' : formatCount(column.nullCount)}</td>
              <td className="max-w-52 truncate px-2">{column.min ?? ''}</td>
              <td className="max-w-52 truncate px-2">{column.max ?? ''}</td>
              <td className="max-w-60 truncate px-2 text-text-2">{column.encodings.join(', ')}</td>
              <td className="px-2 pr-gutter text-text-2">{column.pageIndex ? 'yes' : 'no'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
