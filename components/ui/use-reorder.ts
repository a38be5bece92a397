'use client'

import { type PointerEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Pixels from the edge of what scrolls, where dragging scrolls on. */
const EDGE = 48
const STEP = 12

type Drag = { from: number; to: number /** Pixels that the pointer has gone. */; distance: number; height: number }

/**
 * Rows of a list in another order, by pointer or by keys. `handle(index)` are the props of what a row is dragged by,
 * `style(index)` shows where rows would go, `move(from, to)` is for keys and buttons. The rows are the children of `list`.
 */
export function useReorder(list: RefObject<HTMLElement | null>, onMove: (from: number, to: number) => void) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const start = useRef({ pointer: 0, tops: [0], heights: [0] })
  const move = useMoveKeepingFocus(onMove)
  useEscape(drag !== null, () => setDrag(null))

  function begin(event: PointerEvent<HTMLElement>, from: number) {
    if (event.button !== 0 || !list.current) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const rows = [...list.current.children].filter((row) => row instanceof HTMLElement)
    start.current = {
      pointer: withinList(event, list.current),
      tops: rows.map((row) => row.offsetTop),
      heights: rows.map((row) => row.offsetHeight),
    }
    setDrag({ from, to: from, distance: 0, height: start.current.heights[from] ?? 0 })
  }

  function follow(event: PointerEvent<HTMLElement>) {
    if (!drag || !list.current) return
    scrollAtEdge(list.current, event.clientY)
    const distance = withinList(event, list.current) - start.current.pointer
    setDrag({ ...drag, distance, to: targetOf(start.current, drag.from, distance) })
  }

  function drop() {
    if (drag && drag.from !== drag.to) move(drag.from, drag.to)
    setDrag(null)
  }

  const handle = (index: number) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => begin(event, index),
    onPointerMove: follow,
    onPointerUp: drop,
    onPointerCancel: () => setDrag(null),
  })
  return { handle, move, dragged: drag?.from ?? null, style: (index: number) => styleOf(drag, index) }
}

/** Moving an element in the document takes the focus from what is in it: it gets it back. */
function useMoveKeepingFocus(onMove: (from: number, to: number) => void) {
  const focused = useRef<HTMLElement | null>(null)
  useLayoutEffect(() => {
    if (focused.current && document.activeElement !== focused.current) focused.current.focus({ preventScroll: false })
    focused.current = null
  })
  return (from: number, to: number) => {
    focused.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    onMove(from, to)
  }
}

function useEscape(active: boolean, onEscape: () => void) {
  const latest = useRef(onEscape)
  useEffect(() => {
    latest.current = onEscape
  })
  useEffect(() => {
    if (!active) return
    const press = (event: KeyboardEvent) => event.key === 'Escape' && latest.current()
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [active])
}

function withinList(event: PointerEvent, list: HTMLElement): number {
  return event.clientY - list.getBoundingClientRect().top
}

type Start = { tops: number[]; heights: number[] }

/** The place whose middle the middle of the dragged row has passed. */
export function targetOf({ tops, heights }: Start, from: number, distance: number): number {
  const middleOf = (index: number) => (tops[index] ?? 0) + (heights[index] ?? 0) / 2
  const middle = middleOf(from) + distance
  let to = from
  while (to + 1 < tops.length && middle > middleOf(to + 1)) to += 1
  while (to > 0 && middle < middleOf(to - 1)) to -= 1
  return to
}

function styleOf(drag: Drag | null, index: number): React.CSSProperties | undefined {
  if (!drag) return undefined
  if (index === drag.from) return { transform: `translateY(${drag.distance}px)`, zIndex: 10, position: 'relative' }
  const gives = index > drag.from && index <= drag.to ? -1 : index < drag.from && index >= drag.to ? 1 : 0
  return { transform: `translateY(${gives * drag.height}px)`, transition: 'transform 120ms' }
}

function scrollAtEdge(list: HTMLElement, clientY: number) {
  const scroller = scrollParent(list)
  if (!scroller) return
  const { top, bottom } = scroller.getBoundingClientRect()
  if (clientY < Math.max(top, 0) + EDGE) scroller.scrollBy(0, -STEP)
  else if (clientY > Math.min(bottom, window.innerHeight) - EDGE) scroller.scrollBy(0, STEP)
}

function scrollParent(element: HTMLElement): Element | null {
  for (let parent = element.parentElement; parent; parent = parent.parentElement)
    if (/auto|scroll/.test(getComputedStyle(parent).overflowY)) return parent
  return document.scrollingElement
}
