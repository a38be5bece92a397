'use client'

import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { LevelFailure } from './level-failure'
import type { LoadedLevel } from './use-level'

/**
 * Nothing has been found yet that this person may see, and there is more to look through: it goes on by itself until something
 * shows, the end is reached, it fails, or the person stops it or leaves.
 */
export function LookingOn({ level }: { level: LoadedLevel }) {
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage, error } = level.query
  const [stopped, setStopped] = useState(false)
  const goesOn = hasNextPage && !isFetching && !isFetchNextPageError && !stopped
  useEffect(() => {
    if (goesOn) void fetchNextPage()
  }, [goesOn, fetchNextPage])
  if (isFetchNextPageError) return <LevelFailure error={error} onRetry={() => void fetchNextPage()} />
  return (
    <EmptyState
      icon={<Search />}
      title={<span role="status">{stopped ? 'Nothing found so far' : 'Looking for files you may see…'}</span>}
      action={<Button onClick={() => setStopped(!stopped)}>{stopped ? 'Keep looking' : 'Stop looking'}</Button>}
    >
      {stopped ? 'There is more to look through.' : 'It goes on by itself until something shows, or the folder ends.'}
    </EmptyState>
  )
}
