'use client'

import { useSyncExternalStore } from 'react'

const CHANGED = 'stored-text-changed'
const remembered = new Map<string, string>()

/** A text that this browser remembers; null on the server, and as long as nothing was stored. */
export function useStoredText(key: string) {
  const text = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  )
  return [text, (next: string) => store(key, next)] as const
}

function read(key: string): string | null {
  const known = remembered.get(key)
  if (known !== undefined) return known
  try {
    const stored = localStorage.getItem(key)
    if (stored !== null) remembered.set(key, stored)
    return stored
  } catch {
    return null
  }
}

function store(key: string, text: string) {
  remembered.set(key, text)
  try {
    localStorage.setItem(key, text)
  } catch {
    // Private windows and full disks refuse: the text lives as long as the page.
  }
  window.dispatchEvent(new Event(CHANGED))
}

function subscribe(listener: () => void) {
  window.addEventListener(CHANGED, listener)
  return () => window.removeEventListener(CHANGED, listener)
}
