'use client'

import { useEffect, useState } from 'react'
import { harmlessType } from '@/lib/previews/sniff'
import { useBrowserReads } from './use-browser-reads'
import type { ViewerProps } from './viewer-props'

/** What an `<img>` or a player shows, and what the browser reads for it: nothing when the first look brought the whole file. */
export function useInlineSource({ file, head }: Pick<ViewerProps, 'file' | 'head'>) {
  const whole = head.length === file.size
  const [held, setHeld] = useState<string>()
  useEffect(() => {
    // Only types that run nothing: opened in a tab of its own, the address belongs to our origin.
    const type = harmlessType(head)
    if (!whole || type === null) return
    const url = URL.createObjectURL(new Blob([new Uint8Array(head)], { type }))
    setHeld(url)
    return () => URL.revokeObjectURL(url)
  }, [whole, head])
  return { src: whole ? held : file.inlineUrl, stats: useBrowserReads(file.inlineUrl) }
}
