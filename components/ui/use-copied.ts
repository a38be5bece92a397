'use client'

import { useEffect, useState } from 'react'

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

/** The clipboard API is missing on plain http addresses; the old command still works there. */
async function writeClipboard(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
  }
  const area = Object.assign(document.createElement('textarea'), { value: text })
  area.style.position = 'fixed'
  // A dialog that traps focus would take it back from an element outside of it.
  const host = document.activeElement?.parentElement ?? document.body
  host.append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  return copied
}
