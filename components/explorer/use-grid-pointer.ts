'use client'

import type { MouseEvent } from 'react'
import type { Row } from '@/lib/objects/level-rows'
import { useOpenRow } from './use-grid-commands'
import type { ListState } from './use-list-state'

// Outlives the list: the second press of a double click may land on a row of the folder that the first one opened.
let pressedFirst: string | null = null

/** What presses of a pointer mean in the list. One set of handlers for all rows: they come and go while scrolling. */
export function useGridPointer(list: ListState) {
  const openRow = useOpenRow()
  const { rows, select, setActiveKey, selection } = list

  function rowAt(event: MouseEvent): Row | null {
    const element = elementOf(event)?.closest<HTMLElement>('[data-index]')
    return element ? (rows[Number(element.dataset.index)] ?? null) : null
  }

  function click(event: MouseEvent<HTMLElement>) {
    const row = rowAt(event)
    if (!row) return
    // React and the browser would disagree about a box whose click was prevented.
    if (!(event.target instanceof HTMLInputElement)) event.preventDefault()
    setActiveKey(row.key)
    event.currentTarget.focus({ preventScroll: true })
    if (elementOf(event)?.closest('[data-menu]')) return openMenu(event)
    if (event.shiftKey) return select({ type: 'range', key: row.key, rows })
    const onBox = elementOf(event)?.closest('[data-box]')
    if (onBox || event.ctrlKey || event.metaKey) return select({ type: 'toggle', key: row.key })
    // The second click of a double click comes here, too.
    if (event.detail > 1) return
    pressedFirst = row.key
    openRow(row)
  }

  function doubleClick(event: MouseEvent) {
    const row = rowAt(event)
    const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !elementOf(event)?.closest('[data-box]')
    if (row?.kind === 'file' && plain && row.key === pressedFirst) openRow(row, { full: true })
  }

  /** The rows that a menu at this place is about: the selection when the row is part of it. */
  function rowsAt(event: MouseEvent): Row[] | null {
    const row = rowAt(event)
    if (!row) return null
    setActiveKey(row.key)
    return selection.keys.has(row.key) ? list.selectedRows : [row]
  }

  return { handlers: { onClick: click, onDoubleClick: doubleClick, onMouseDown: keepFocus }, rowsAt }
}

/** A press on a row must not move the focus from the grid to the row's link. */
function keepFocus(event: MouseEvent<HTMLElement>) {
  const inRow = elementOf(event)?.closest('[data-index]')
  if (inRow && event.button === 0) event.preventDefault()
}

/** The three dots open what a right click opens. */
function openMenu({ target, clientX, clientY }: MouseEvent) {
  target.dispatchEvent(new window.MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY }))
}

function elementOf({ target }: MouseEvent): Element | null {
  return target instanceof Element ? target : null
}
