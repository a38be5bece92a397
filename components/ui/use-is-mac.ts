'use client'

import { useSyncExternalStore } from 'react'

/** Whether shortcuts are pressed with Command. Said after hydration: the server cannot know. */
export function useIsMac(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => false,
  )
}
