'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { objectQueries } from '@/lib/objects/queries'

/** What a run has written while somebody looked on is not yet in the lists that this browser holds. */
export function useRefreshFiles(workspace: string, ended: boolean) {
  const client = useQueryClient()
  const wasRunning = useRef(!ended)
  useEffect(() => {
    if (ended && wasRunning.current) void client.invalidateQueries({ queryKey: objectQueries.all(workspace) })
    wasRunning.current = !ended
  }, [ended, client, workspace])
}
