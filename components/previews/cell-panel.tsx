'use client'

import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { CopyButton } from '@/components/ui/copy-button'
import { countOf } from '@/components/ui/count-of'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format-bytes'
import { IconButton } from '@/components/ui/icon-button'
import type { GridSource } from '@/lib/previews/grid-source'
import { indentJson } from './indent-json'
import type { GridPlace } from './place-after-key'

interface CellPanelProps {
  source: GridSource
  place: GridPlace
  rowNumber: number
  /** Names what is shown among other previews in this browser. */
  cacheKey: string
  onClose: () => void
}

/** One value in full, below the grid. */
export function CellPanel({ source, place, rowNumber, cacheKey, onClose }: CellPanelProps) {
  const { data, error, isPending } = useQuery({
    queryKey: ['preview-cell', cacheKey, place.row, place.column],
    queryFn: () => source.fullText(place.row, place.column),
    gcTime: 0,
    retry: false,
  })
  const column = source.columns[place.column]
  const text = data ?? ''
  const nested = column?.kind === 'nested' || /^[[{]/.test(text)
  return (
    <section aria-label="Value of the cell" className="flex max-h-[45%] min-h-24 shrink-0 flex-col border-t bg-bg">
      <header className="flex h-9 shrink-0 items-center gap-2 px-gutter">
        <span className="truncate font-medium">{column?.name}</span>
        <span className="truncate text-sm text-text-3">
          {column?.type} · row {formatCount(rowNumber)}
          {data !== null && data !== undefined && ` · ${countOf(text.length, 'character')}`}
        </span>
        <span className="ml-auto flex">
          <CopyButton value={text} what="value" />
          <IconButton label="Close the value" size="sm" onClick={onClose}>
            <X />
          </IconButton>
        </span>
      </header>
      <div className="min-h-0 flex-1 overflow-auto px-gutter pb-3">
        {error && <ErrorNote error={error} />}
        {!error && !isPending && data === null && <p className="font-mono text-null text-sm italic">{source.absent}</p>}
        {data === '' && <p className="text-sm text-text-3">The empty string.</p>}
        {text !== '' && (
          <pre className="whitespace-pre-wrap font-mono text-sm [overflow-wrap:anywhere]">
            {nested ? indentJson(text) : text}
          </pre>
        )}
      </div>
    </section>
  )
}
