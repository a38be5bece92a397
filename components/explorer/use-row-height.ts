'use client'

import { useSyncExternalStore } from 'react'

const ROW_PX = 32
const TOUCH_ROW_PX = 40
const PHONE = '(width < 48rem)'

/** The height of a row: fingers need more than pointers. */
export function useRowHeight(): number {
  return useSyncExternalStore(
    subscribe,
    () => (matchMedia(PHONE).matches ? TOUCH_ROW_PX : ROW_PX),
    () => ROW_PX,
  )
}

function subscribe(listener: () => void) {
  const query = matchMedia(PHONE)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}
