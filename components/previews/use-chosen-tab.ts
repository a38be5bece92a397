'use client'

import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let current = 'preview'

/** The tab somebody chose last: the choice holds while one walks from file to file. */
export function useChosenTab() {
  const tab = useSyncExternalStore(
    subscribe,
    () => current,
    () => 'preview',
  )
  return [tab, choose] as const
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function choose(tab: string) {
  current = tab
  for (const listener of listeners) listener()
}
