'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Folder } from 'lucide-react'
import { MiddleTruncate } from '@/components/ui/middle-truncate'
import { visibleName } from '@/components/ui/visible-name'
import { objectQueries } from '@/lib/objects/queries'
import { useExplorer } from './explorer-context'
import { LevelFrame } from './level-frame'

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
    <LevelFrame
      label="Folders"
      className="h-44 max-md:h-32"
      storage={storage}
      prefix={prefix}
      level={level}
      empty={folders.length === 0 ? emptyText(search, restricted) : null}
      onGo={onPick}
    >
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
    </LevelFrame>
  )
}

function emptyText(search: string, restricted: boolean): string {
  if (restricted) return 'You may not browse this storage. Type the folder.'
  return search === '' ? 'No folders in here.' : `No folder begins with "${visibleName(search)}": it will be made.`
}
