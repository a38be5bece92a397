'use client'

import { useLayoutEffect, useRef } from 'react'

/** Gives focus back, when a dialog closes, to what had it before: radix does so only for its own triggers. */
export function useReturnFocus(open: boolean) {
  const origin = useRef<HTMLElement | null>(null)
  useLayoutEffect(() => {
    // The dialog's content mounts one commit later, so nothing in it has taken the focus yet.
    if (open) origin.current = findOrigin(document.activeElement)
  }, [open])
  return (event: Event) => {
    event.preventDefault()
    origin.current?.focus({ preventScroll: true })
  }
}

/** A menu is gone by the time the dialog that it opened closes: its button stands for it. */
function findOrigin(active: Element | null): HTMLElement | null {
  const opener = active?.closest('[role=menu]')?.getAttribute('aria-labelledby')
  const origin = opener ? document.getElementById(opener) : active
  return origin instanceof HTMLElement ? origin : null
}
