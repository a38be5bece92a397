'use client'

import { useStoredText } from './use-stored-text'

/** A number that this browser remembers; the fallback on the server, and where storage is refused. */
export function useStoredNumber(key: string, fallback: number) {
  const [text, store] = useStoredText(key)
  const number = text === null ? Number.NaN : Number(text)
  return [Number.isFinite(number) ? number : fallback, (next: number) => store(String(next))] as const
}
