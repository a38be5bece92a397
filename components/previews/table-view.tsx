'use client'

import { type ReactNode, useState } from 'react'
import { countOf } from '@/components/ui/count-of'
import { formatCount } from '@/components/ui/format-bytes'
import type { PreviewFile } from '@/lib/previews/preview'
import type { TableClient } from '@/lib/previews/table-client'
import type { TableState } from '@/lib/previews/table-handlers'
import { GoToRow } from './go-to-row'
import { GridView } from './grid-view'
import type { GridPlace } from './place-after-key'
import { PreviewFoot } from './preview-foot'
import { PreviewNotice } from './preview-notice'
import { ReadingOn } from './reading-on'
import { tableTroubles } from './table-troubles'
import { useGridVersion } from './use-grid-version'

interface TableViewProps {
  file: PreviewFile
  client: TableClient
  toolbar?: ReactNode
  headerRows: number
}

/** A table that is known as far as it has been read. */
export function TableView({ file, client, toolbar, headerRows }: TableViewProps) {
  useGridVersion(client.rows)
  const [active, setActive] = useState<GridPlace>({ row: 0, column: 0 })
  const [target, setTarget] = useState<number | null>(null)
  const { state, rows } = client
  function goTo(row: number) {
    if (row < rows.rowCount || state.complete)
      setActive({ row: Math.min(row, Math.max(0, rows.rowCount - 1)), column: active.column })
    else setTarget(row)
  }
  function arrived(row: number) {
    setTarget(null)
    setActive({ row: Math.max(0, Math.min(row, rows.rowCount - 1)), column: active.column })
  }
  return (
    <>
      <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b px-gutter py-1.5">
        {toolbar}
        <GoToRow rowCount={state.complete ? rows.rowCount : null} onRow={goTo} />
      </div>
      {tableTroubles(state, headerRows).map((trouble) => (
        <PreviewNotice key={trouble}>{trouble}</PreviewNotice>
      ))}
      {target !== null && <ReadingOn {...{ file, client, target }} onEnd={arrived} onStop={() => setTarget(null)} />}
      <GridView
        {...{ active }}
        label={file.name}
        source={rows}
        cacheKey={`${file.url} ${file.etag} ${client.id}`}
        onActive={setActive}
      />
      <PreviewFoot stats={state.stats} total={file.size}>
        <RowsKnown
          state={state}
          rowCount={rows.rowCount}
          size={file.size}
          onReadAll={() => setTarget(Number.MAX_SAFE_INTEGER)}
        />
        <span>{countOf(rows.columns.length, 'column')}</span>
        {state.encodingNote && <span>{state.encodingNote}</span>}
      </PreviewFoot>
    </>
  )
}

interface RowsKnownProps {
  state: TableState
  rowCount: number
  size: number
  onReadAll: () => void
}

function RowsKnown({ state, rowCount, size, onReadAll }: RowsKnownProps) {
  if (state.complete) return <span>{countOf(rowCount, 'row')}</span>
  const estimate = Math.round((rowCount / Math.max(1, state.bytesKnown)) * size)
  return (
    <span>
      {countOf(rowCount, 'row')} so far, about {formatCount(Number(estimate.toPrecision(2)))} in all{' '}
      <button type="button" className="text-accent underline-offset-2 hover:underline" onClick={onReadAll}>
        Count them
      </button>
    </span>
  )
}
