'use client'

import type { KeyboardEvent } from 'react'
import type { JsonRow } from './json-rows'
import { JSON_ROW_PIXELS, JsonTreeRows } from './json-tree-rows'
import type { useScaledScroll } from './use-scaled-scroll'

interface JsonTreeProps {
  label: string
  text: string
  rows: JsonRow[]
  /** Of the active row. */
  index: number
  query: string
  active: string
  view: ReturnType<typeof useScaledScroll>
  onKeyDown: (event: KeyboardEvent) => void
  onActive: (path: string) => void
  onToggle: (row: JsonRow) => void
}

/** The scrolling tree: only the lines in view are drawn. */
export function JsonTree({
  label,
  text,
  rows,
  index,
  query,
  active,
  view,
  onKeyDown,
  onActive,
  onToggle,
}: JsonTreeProps) {
  const rowStart = Math.floor(view.top / JSON_ROW_PIXELS)
  const shown = rows.slice(rowStart, rowStart + Math.ceil(view.viewHeight / JSON_ROW_PIXELS) + 1)
  return (
    <div
      ref={view.element}
      role="tree"
      aria-label={label}
      tabIndex={0}
      onKeyDown={onKeyDown}
      aria-activedescendant={`json-${index}`}
      className="min-h-0 flex-1 overflow-auto overscroll-contain bg-panel font-mono text-sm focus-visible:-outline-offset-2"
    >
      <div style={{ height: view.canvas }}>
        <div className="sticky top-0" style={{ height: view.viewHeight }}>
          <JsonTreeRows {...{ text, query, active, rowStart, onActive, onToggle }} rows={shown} top={view.top} />
        </div>
      </div>
    </div>
  )
}
