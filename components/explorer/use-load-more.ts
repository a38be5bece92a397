'use client'

import { useEffect } from 'react'
import type { LoadedLevel } from './use-level'

// Fetched well before the end comes into view, so that scrolling does not wait.
const ROWS_AHEAD = 150

/** Fetches the next page when the last drawn row nears the end of what is loaded. */
export function useLoadMore({ query, rows }: LoadedLevel, lastDrawn: number) {
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query
  const near = lastDrawn >= rows.length - ROWS_AHEAD
  useEffect(() => {
    if (near && hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [near, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage])
}
