'use client'

import { type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import { describeError } from '@/components/ui/describe-error'
import { ErrorNote } from '@/components/ui/error-note'
import type { GridPages } from '@/lib/previews/grid-pages'
import { CellPanel } from './cell-panel'
import { DataGrid } from './data-grid'
import type { GridPlace } from './place-after-key'
import { PreviewLoading } from './preview-loading'
import { useFirstRows } from './use-first-rows'

interface GridViewProps {
  label: string
  source: GridPages
  cacheKey: string
  active: GridPlace
  onActive: (place: GridPlace) => void
  /** Draws a failure that has a way out of its own; null leaves it to the usual note. */
  drawProblem?: (problem: unknown) => ReactNode
}

/** The grid with what belongs to it: first load, failures, the value of a cell, copying. */
export function GridView({ label, source, cacheKey, active, onActive, drawProblem }: GridViewProps) {
  const [open, setOpen] = useState(false)
  const ready = useFirstRows(source)
  const { problem } = source
  async function copy({ row, column }: GridPlace) {
    try {
      await navigator.clipboard.writeText((await source.fullText(row, column)) ?? '')
      toast('Value copied')
    } catch (error) {
      toast.error(describeError(error).message)
    }
  }
  if (source.columns.length === 0) return <p className="flex-1 p-gutter text-text-2">This file has no columns.</p>
  const trouble =
    problem !== null &&
    (drawProblem?.(problem) ?? <ErrorNote className="m-3" error={problem} onRetry={() => source.retry()} />)
  return (
    <>
      {trouble}
      {ready ? (
        <DataGrid
          {...{ label, source, active, onActive }}
          onOpen={() => setOpen(true)}
          onCopy={(place) => void copy(place)}
        />
      ) : (
        problem === null && <PreviewLoading shape="table" />
      )}
      {open && ready && (
        <CellPanel {...{ source, cacheKey }} place={active} rowNumber={active.row + 1} onClose={() => setOpen(false)} />
      )}
    </>
  )
}
