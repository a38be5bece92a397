'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { FileX } from 'lucide-react'
import { useEffect } from 'react'
import { useKeySequences } from '@/components/shell/use-key-sequences'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import { AppError } from '@/lib/errors'
import { objectQueries } from '@/lib/objects/queries'
import { useExplorer } from './explorer-context'
import { FileHeader } from './file-header'
import { FileViews } from './file-views'
import { useCloseFile } from './use-grid-commands'

/** One file: what it is called and can be done with it, its preview and its details. */
export function FilePanel({ fileKey }: { fileKey: string }) {
  const { workspace, place, go } = useExplorer()
  const query = useQuery(objectQueries.metadata(workspace, { storage: place.storage, key: fileKey }))
  const close = useCloseFile()
  const shrink = () => go({ full: false })
  useKeySequences({ Escape: shrink }, place.full)
  const { data, error } = query
  const missing = isMissing(error)
  useForgetRow(missing)
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <FileHeader fileKey={fileKey} metadata={data ?? null} missing={missing} onClose={close} />
      {data && !error && <FileViews key={fileKey} fileKey={fileKey} metadata={data} />}
      {query.isPending && <SkeletonRows rows={6} label="Loading the file" />}
      {error && <FileFailure error={error} onClose={close} onRetry={() => void query.refetch()} />}
    </div>
  )
}

type FileFailureProps = { error: Error; onClose: () => void; onRetry: () => void }

/** A list that still shows a file which is gone is old: it is asked for anew. */
function useForgetRow(missing: boolean) {
  const { workspace, place } = useExplorer()
  const { storage, prefix, search } = place
  const client = useQueryClient()
  useEffect(() => {
    if (!missing) return
    void client.invalidateQueries(objectQueries.level(workspace, { storage, prefix, search }))
  }, [missing, client, workspace, storage, prefix, search])
}

function isMissing(error: Error | null): boolean {
  return error instanceof AppError && error.code === 'not_found'
}

/** A file may have been moved or deleted meanwhile: nothing to be alarmed about. */
function FileFailure({ error, onClose, onRetry }: FileFailureProps) {
  if (isMissing(error))
    return (
      <EmptyState icon={<FileX />} title="This file is not here" action={<Button onClick={onClose}>Close</Button>}>
        It was moved or deleted meanwhile, or its address is mistyped.
      </EmptyState>
    )
  return (
    <div className="p-gutter">
      <ErrorNote error={error} title="The file could not be opened" onRetry={onRetry} />
    </div>
  )
}
