'use client'

import { useEffect, useState } from 'react'
import { writeClipboard } from './write-clipboard'

const SHOWN_MS = 1500

/** Copies text and tells for a moment whether that worked. */
export function useCopied() {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [state])
  async function copy(text: string) {
    setState((await writeClipboard(text)) ? 'copied' : 'failed')
  }
  return { state, copy }
}
