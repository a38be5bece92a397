'use client'

import { type RefObject, useEffect, useRef } from 'react'

/** A box of the drawing that shall have the focus: a new object each time that it is asked for. */
export type FocusOn = { id: string } | null

type Wanted = { selected: string | null; focusOn: FocusOn }

/** Keeps the focus in a drawing: on the box that is asked for, and on the one whose panel was closed with the focus in it. */
export function useGraphFocus(frame: RefObject<HTMLElement | null>, { selected, focusOn }: Wanted) {
  const opened = useRef(selected)
  useEffect(() => {
    const closed = selected === null ? opened.current : null
    opened.current = selected
    const isLost = document.activeElement === null || document.activeElement === document.body
    if (closed !== null && isLost) focusBox(frame.current, closed)
  }, [frame, selected])
  // A drawing that appears leaves the focus where it is: what was asked for then is over.
  const done = useRef(focusOn)
  useEffect(() => {
    if (focusOn && focusOn !== done.current) focusBox(frame.current, focusOn.id)
    done.current = focusOn
  }, [frame, focusOn])
}

/** Gives the focus to a box of a drawing, where it is there. */
export function focusBox(frame: HTMLElement | null, id: string) {
  frame?.querySelector<HTMLElement>(`[data-box="${CSS.escape(id)}"]`)?.focus()
}
