'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { type ExplorerPlace, explorerHref, parseExplorerPath } from '@/lib/objects/explorer-path'

export type Go = (change: Partial<ExplorerPlace>, options?: { replace?: boolean }) => void

/**
 * Where the explorer is, as the address says, and how it goes elsewhere. Going is a history entry without a request for
 * the page: the list fetches what it needs itself.
 */
export function useExplorerPlace(workspace: string): { place: ExplorerPlace; go: Go } {
  const pathname = usePathname()
  const query = useSearchParams()
  const place = useMemo(() => parseExplorerPath(pathname, query), [pathname, query])
  const go = useCallback<Go>(
    (change, { replace = false } = {}) => {
      const href = explorerHref(workspace, { ...currentPlace(), ...change })
      if (href === location.pathname + location.search) return
      if (replace) window.history.replaceState(null, '', href)
      else window.history.pushState(null, '', href)
    },
    [workspace],
  )
  return { place, go }
}

/** Read at the time of going: an event may come before the render of the one before it. */
function currentPlace(): ExplorerPlace {
  return parseExplorerPath(location.pathname, new URLSearchParams(location.search))
}
