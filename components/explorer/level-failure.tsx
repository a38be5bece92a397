'use client'

import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { useExplorer } from './explorer-context'
import { storageTitle } from './storage-title'

/** The folder could not be listed: why, and the ways out. */
export function LevelFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { workspace, place, isAdmin } = useExplorer()
  return (
    <div className="p-gutter">
      <ErrorNote
        error={error}
        title={`The storage ${storageTitle(place.storage)} could not be listed`}
        onRetry={onRetry}
      >
        {isAdmin && (
          <Button size="sm" asChild>
            <Link href={`/w/${encodeURIComponent(workspace)}/settings/storage`}>Storage settings</Link>
          </Button>
        )}
      </ErrorNote>
    </div>
  )
}
