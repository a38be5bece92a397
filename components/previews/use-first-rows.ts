'use client'

import { useEffect, useState } from 'react'
import type { GridPages } from '@/lib/previews/grid-pages'
import { useGridVersion } from './use-grid-version'

const FIRST_ROWS = 60
const FIRST_COLUMNS = 12

/** Asks for the first rows and says when they are there: the grid takes its column widths from them. */
export function useFirstRows(source: GridPages): boolean {
  useGridVersion(source)
  const [ready, setReady] = useState<GridPages | null>(null)
  const there =
    source.columns.length === 0 || (source.complete && source.rowCount === 0) || source.cell(0, 0) !== undefined
  useEffect(() => {
    if (there) setReady(source)
    else
      source.want({
        rowStart: 0,
        rowEnd: FIRST_ROWS,
        columnStart: 0,
        columnEnd: Math.min(FIRST_COLUMNS, source.columns.length),
      })
  }, [source, there])
  return ready === source || there
}
