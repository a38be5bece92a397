'use client'

import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react'
import type { TextLines } from '@/lib/previews/text-lines'
import { TEXT_ROW_PIXELS } from './text-rows'
import type { useScaledScroll } from './use-scaled-scroll'

interface BlocksWanted {
  lines: TextLines
  view: ReturnType<typeof useScaledScroll>
  rowStart: number
  rowEnd: number
}

/** Loads the blocks in view and keeps the line at the top where it is while blocks above it turn out longer or shorter. */
export function useTextBlocks({ lines, view, rowStart, rowEnd }: BlocksWanted) {
  const [problem, setProblem] = useState<unknown>(null)
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const anchor = useRef({ block: 0, offset: 0 })
  const first = lines.locate(rowStart)
  const last = lines.locate(rowEnd)

  useLayoutEffect(() => {
    anchor.current = lines.locate(view.top / TEXT_ROW_PIXELS)
  }, [lines, view.top])

  useEffect(() => {
    if (problem !== null) return
    const controller = new AbortController()
    const load = async () => {
      for (let block = first.block; block <= Math.min(last.block + 1, lines.blockCount - 1); block++) {
        if (lines.loaded(block)) continue
        const before = lines.rowCount
        await lines.load(block, controller.signal)
        const { block: at, offset } = anchor.current
        if (lines.rowCount !== before)
          view.scrollTo((lines.rowsBefore(at) + Math.min(offset, lines.rowsIn(at))) * TEXT_ROW_PIXELS)
        redraw()
      }
    }
    load().catch((error: unknown) => !controller.signal.aborted && setProblem(error))
    return () => controller.abort()
  }, [lines, first.block, last.block, problem, view.scrollTo])

  const goToEnd = useCallback(async () => {
    await lines.load(lines.blockCount - 1).catch(setProblem)
    redraw()
    requestAnimationFrame(() => view.scrollTo(Number.MAX_SAFE_INTEGER))
  }, [lines, view.scrollTo])

  return {
    problem,
    retry: () => setProblem(null),
    goToEnd,
    goToRow: (row: number) => view.scrollTo(Math.max(0, row - 3) * TEXT_ROW_PIXELS),
  }
}
