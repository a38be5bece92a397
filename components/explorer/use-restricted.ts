'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { objectQueries } from '@/lib/objects/queries'
import { useExplorer } from './explorer-context'

/** Whether the list was refused to this person, as far as it was asked for; asks nothing itself. */
export function useRestricted(): boolean {
  const { workspace, place } = useExplorer()
  const { storage, prefix, search } = place
  const { data } = useInfiniteQuery({ ...objectQueries.level(workspace, { storage, prefix, search }), enabled: false })
  return data?.pages[0]?.restricted_access ?? false
}
