'use client'

import { useEffect, useRef } from 'react'

/** Does something at Ctrl or Command and a key, wherever the focus is, in place of what the browser would do. */
export function useShortcut(key: string, onPress: () => void) {
  const latest = useRef(onPress)
  useEffect(() => {
    latest.current = onPress
  })
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.key !== key || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [key])
}
