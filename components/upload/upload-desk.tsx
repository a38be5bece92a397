'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { objectQueries } from '@/lib/objects/queries'
import { ConflictDialog } from './conflict-dialog'
import { UploadTray } from './upload-tray'
import { onStored } from './uploads'

// A folder of many small files must not list its level again for each of them.
const REFRESH_MS = 1000

/** The tray of uploads and their questions. Once in the frame of the application. */
export function UploadDesk() {
  useRefreshStored()
  return (
    <>
      <UploadTray />
      <ConflictDialog />
    </>
  )
}

/** Lists show new files soon after they arrive. */
function useRefreshStored() {
  const client = useQueryClient()
  useEffect(() => {
    const waiting = new Map<string, ReturnType<typeof setTimeout>>()
    const stop = onStored((workspace) => {
      if (!waiting.has(workspace)) refreshLater(workspace)
    })
    function refreshLater(workspace: string) {
      const timer = setTimeout(() => {
        waiting.delete(workspace)
        const queryKey = objectQueries.all(workspace)
        // A long list that is just being read anew would start over again and again, and never be through.
        if (client.isFetching({ queryKey }) > 0) refreshLater(workspace)
        else void client.invalidateQueries({ queryKey })
      }, REFRESH_MS)
      waiting.set(workspace, timer)
    }
    return () => {
      stop()
      for (const timer of waiting.values()) clearTimeout(timer)
    }
  }, [client])
}
