'use client'

import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let current = 'preview'

/** Preview or details: the choice holds while one walks from file to file. */
export function useFileView() {
  const view = useSyncExternalStore(
    subscribe,
    () => current,
    () => 'preview',
  )
  return [view, choose] as const
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function choose(view: string) {
  current = view
  for (const listener of listeners) listener()
}
