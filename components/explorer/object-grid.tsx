'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react'
import { ContextMenu } from '@/components/ui/context-menu'
import { explorerHref } from '@/lib/objects/explorer-path'
import type { Row, Sort } from '@/lib/objects/level-rows'
import { useExplorer } from './explorer-context'
import { GridHeader } from './grid-header'
import { readGridKey } from './grid-keys'
import { ObjectRow } from './object-row'
import { levelId, useGridCommands } from './use-grid-commands'
import { useGridPointer } from './use-grid-pointer'
import type { LoadedLevel } from './use-level'
import type { ListState } from './use-list-state'
import { useLoadMore } from './use-load-more'
import { useRowEntries } from './use-row-entries'
import { useRowHeight } from './use-row-height'
import { recallLevel, rememberLevel } from './visited-levels'

type ObjectGridProps = { level: LoadedLevel; list: ListState; sort: Sort; onSort: (sort: Sort) => void }

/** The rows of a level: only those in view are drawn, so that 100,000 scroll like 100. */
export function ObjectGrid({ level, list, sort, onSort }: ObjectGridProps) {
  const { workspace, place } = useExplorer()
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useRowVirtualizer(scroller, list)
  const items = virtualizer.getVirtualItems()
  const height = useRowHeight()
  useLoadMore(level, items.at(-1)?.index ?? 0)
  const run = useGridCommands(list, (index) => virtualizer.scrollToIndex(index))
  const pointer = useGridPointer(list)
  const [menuRows, setMenuRows] = useState<Row[]>([])
  const entries = useRowEntries(menuRows)
  const { rows, activeIndex, selection } = list

  function press(event: KeyboardEvent<HTMLDivElement>) {
    if (event.target !== event.currentTarget) return
    const pageRows = Math.max(1, Math.floor(event.currentTarget.clientHeight / height) - 2)
    const command = readGridKey(event, { active: activeIndex, count: rows.length, pageRows })
    if (!command) return
    event.preventDefault()
    run(command)
  }

  return (
    <ContextMenu entries={entries}>
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table */}
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label="Files"
        aria-multiselectable="true"
        aria-rowcount={level.query.hasNextPage ? -1 : rows.length + 1}
        aria-activedescendant={activeIndex >= 0 ? `row-${activeIndex}` : undefined}
        data-explorer-grid
        onKeyDown={press}
        onScroll={(event) =>
          rememberLevel(levelId(place), { scrollTop: event.currentTarget.scrollTop, active: list.activeKey })
        }
        {...pointer.handlers}
        onContextMenu={(event: MouseEvent) => setMenuRows(pointer.rowsAt(event) ?? [])}
        className="group/grid @container min-h-0 flex-1 overflow-y-auto overflow-x-hidden outline-none"
      >
        <div className="sticky top-0 z-10 bg-bg">
          <GridHeader list={list} sort={sort} onSort={onSort} />
        </div>
        <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index]
            if (!row) return null
            return (
              <ObjectRow
                key={row.key}
                row={row}
                index={item.index}
                offset={item.start - height}
                height={item.size}
                href={explorerHref(workspace, toPlace(row, place))}
                active={item.index === activeIndex}
                opened={place.file === row.key}
                selected={selection.keys.has(row.key)}
                selecting={selection.keys.size > 0}
              />
            )
          })}
        </div>
      </div>
    </ContextMenu>
  )
}

function useRowVirtualizer(scroller: React.RefObject<HTMLDivElement | null>, list: ListState) {
  const { place } = useExplorer()
  const height = useRowHeight()
  const [initial] = useState(() => recallLevel(levelId(place)))
  const virtualizer = useVirtualizer({
    count: list.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    // The titles stay at the top, as high as a row.
    scrollMargin: height,
    scrollPaddingStart: height,
    initialOffset: initial.scrollTop,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sizes change with the height alone
  useEffect(() => virtualizer.measure(), [height])
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list appears
  useEffect(() => {
    if (list.activeIndex >= 0) virtualizer.scrollToIndex(list.activeIndex)
    // Keys work at once, unless the person is elsewhere.
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true })
  }, [])
  return virtualizer
}

function toPlace(row: Row, { storage, prefix }: { storage: string; prefix: string }) {
  return row.kind === 'folder' ? { storage, prefix: row.key } : { storage, prefix, file: row.key }
}
