'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { CornerLeftUp, Folder } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { MiddleTruncate } from '@/components/ui/middle-truncate'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import { visibleName } from '@/components/ui/visible-name'
import { parentPrefix } from '@/lib/objects/explorer-path'
import { objectQueries } from '@/lib/objects/queries'
import { useExplorer } from './explorer-context'
import { storageTitle } from './storage-title'

type FolderPickerProps = {
  storage: string
  prefix: string
  /** Only folders whose names begin with it. */
  search: string
  onPick: (prefix: string) => void
}

/** The folders of one level; pressing one goes into it. */
export function FolderPicker({ storage, prefix, search, onPick }: FolderPickerProps) {
  const { workspace } = useExplorer()
  const level = useInfiniteQuery(objectQueries.level(workspace, { storage, prefix, search }))
  const folders = level.data?.pages.flatMap((page) => page.folders) ?? []
  const restricted = level.data?.pages[0]?.restricted_access === true
  return (
    <section aria-label="Folders" className="overflow-hidden rounded-md border">
      <div className="flex h-9 items-center gap-1 border-b bg-sunken px-1.5">
        <Button size="sm" variant="ghost" disabled={prefix === ''} onClick={() => onPick(parentPrefix(prefix))}>
          <CornerLeftUp />
          Up
        </Button>
        <span className="min-w-0 flex-1 font-medium">
          <MiddleTruncate name={prefix || storageTitle(storage)} />
        </span>
      </div>
      <div className="h-44 overflow-y-auto max-md:h-32">
        {level.isPending && <SkeletonRows rows={5} label="Loading folders" />}
        {level.error && <ErrorNote error={level.error} className="m-2" onRetry={() => void level.refetch()} />}
        {level.data && folders.length === 0 && !level.hasNextPage && (
          <p className="px-3 py-2 text-text-2">{emptyText(search, restricted)}</p>
        )}
        <ul>
          {folders.map((folder) => (
            <li key={folder.prefix}>
              <button
                type="button"
                aria-label={`Go into ${visibleName(folder.name)}`}
                onClick={() => onPick(folder.prefix)}
                className="flex h-row w-full items-center gap-2 px-3 text-left hover:bg-hover focus-visible:outline-offset-[-2px] max-md:h-10"
              >
                <Folder aria-hidden="true" className="size-[15px] shrink-0 text-accent" />
                <MiddleTruncate name={folder.name || '(empty name)'} />
              </button>
            </li>
          ))}
        </ul>
        {level.hasNextPage && (
          <div className="p-2">
            <Button size="sm" pending={level.isFetchingNextPage} onClick={() => void level.fetchNextPage()}>
              Look further
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}

function emptyText(search: string, restricted: boolean): string {
  if (restricted) return 'You may not browse this storage. Type the folder.'
  return search === '' ? 'No folders in here.' : `No folder begins with "${visibleName(search)}": it will be made.`
}
