'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { FileText, Folder } from 'lucide-react'
import { LevelFrame } from '@/components/explorer/level-frame'
import { ByteSize } from '@/components/ui/byte-size'
import { cn } from '@/components/ui/cn'
import { MiddleTruncate } from '@/components/ui/middle-truncate'
import { visibleName } from '@/components/ui/visible-name'
import { type Row, toRows } from '@/lib/objects/level-rows'
import { objectQueries } from '@/lib/objects/queries'
import { useFormPlace } from './form-place'

type PickerLevelProps = {
  storage: string
  prefix: string
  search: string
  multiple: boolean
  chosen: string[]
  onGo: (prefix: string) => void
  onToggle: (key: string) => void
  /** A double press: chooses at once. */
  onOpen: (key: string) => void
}

/** One folder of a storage: pressing a folder goes into it, pressing a file chooses it. */
export function PickerLevel({ storage, prefix, search, onGo, ...files }: PickerLevelProps) {
  const { workspace } = useFormPlace()
  const level = useInfiniteQuery({
    ...objectQueries.level(workspace, { storage, prefix, search }),
    placeholderData: keepPreviousData,
  })
  const rows = toRows(level.data?.pages ?? [], prefix)
  const restricted = level.data?.pages[0]?.restricted_access === true
  return (
    <LevelFrame
      label="Files of the storage"
      className="h-72 max-md:h-60"
      storage={storage}
      prefix={prefix}
      level={level}
      empty={rows.length === 0 ? emptyText(search, restricted) : null}
      onGo={onGo}
    >
      {rows.map((row) => (
        <li key={`${row.kind} ${row.key}`}>
          <PickerRow row={row} onGo={onGo} {...files} />
        </li>
      ))}
    </LevelFrame>
  )
}

type PickerRowProps = Pick<PickerLevelProps, 'chosen' | 'multiple' | 'onGo' | 'onToggle' | 'onOpen'> & { row: Row }

function PickerRow({ row, chosen, onGo, onToggle, onOpen }: PickerRowProps) {
  const folder = row.kind === 'folder'
  const selected = !folder && chosen.includes(row.key)
  const Icon = folder ? Folder : FileText
  return (
    <button
      type="button"
      aria-pressed={folder ? undefined : selected}
      aria-label={folder ? `Go into ${visibleName(row.name)}` : undefined}
      onClick={() => (folder ? onGo(row.key) : onToggle(row.key))}
      onDoubleClick={() => !folder && onOpen(row.key)}
      className={cn(
        'flex h-row w-full items-center gap-2 px-3 text-left hover:bg-hover focus-visible:outline-offset-[-2px] max-md:h-10',
        selected && 'bg-accent-soft hover:bg-accent-soft',
      )}
    >
      <Icon aria-hidden="true" className={cn('size-[15px] shrink-0', folder ? 'text-accent' : 'text-text-3')} />
      <MiddleTruncate name={row.name || '(empty name)'} className="flex-1" />
      {!folder && <ByteSize bytes={row.size} className="shrink-0 text-sm text-text-2" />}
    </button>
  )
}

function emptyText(search: string, restricted: boolean): string {
  if (restricted) return 'You may not browse this storage. Enter the address of the file instead.'
  return search === '' ? 'Nothing in here.' : `Nothing here begins with "${visibleName(search)}".`
}
