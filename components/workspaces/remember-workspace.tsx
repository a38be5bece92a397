'use client'

import { useEffect } from 'react'
import { LAST_WORKSPACE_COOKIE } from '@/lib/workspaces/schema'

const YEAR_SECONDS = 365 * 24 * 3600

/** Notes which workspace this browser shows, so that the product's address leads back to it. */
export function RememberWorkspace({ id }: { id: string }) {
  useEffect(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox
    document.cookie = `${LAST_WORKSPACE_COOKIE}=${id}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
  }, [id])
  return null
}
