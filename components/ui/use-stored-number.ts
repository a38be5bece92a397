'use client'

import { useSyncExternalStore } from 'react'

const CHANGED = 'stored-number-changed'

/** A number that this browser remembers; the fallback on the server, and where storage is refused. */
export function useStoredNumber(key: string, fallback: number) {
  const value = useSyncExternalStore(
    subscribe,
    () => readNumber(key) ?? fallback,
    () => fallback,
  )
  function store(next: number) {
    remembered.set(key, next)
    try {
      localStorage.setItem(key, String(next))
    } catch {
      // Private windows and full disks refuse: the number lives as long as the page.
    }
    window.dispatchEvent(new Event(CHANGED))
  }
  return [value, store] as const
}

const remembered = new Map<string, number>()

function readNumber(key: string): number | undefined {
  if (!remembered.has(key)) {
    const stored = readStorage(key)
    const number = stored === null ? Number.NaN : Number(stored)
    if (Number.isFinite(number)) remembered.set(key, number)
  }
  return remembered.get(key)
}

function readStorage(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function subscribe(listener: () => void) {
  window.addEventListener(CHANGED, listener)
  return () => window.removeEventListener(CHANGED, listener)
}
