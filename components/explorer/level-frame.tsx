'use client'

import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { CornerLeftUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { ErrorNote } from '@/components/ui/error-note'
import { MiddleTruncate } from '@/components/ui/middle-truncate'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import { parentPrefix } from '@/lib/objects/explorer-path'
import { storageTitle } from './storage-title'

type LevelFrameProps = {
  label: string
  storage: string
  prefix: string
  level: UseInfiniteQueryResult
  /** What to say when it shows nothing and nothing more comes; null while it shows something. */
  empty: string | null
  onGo: (prefix: string) => void
  /** Of the list: its height. */
  className: string
  /** Rows, each an `li`. */
  children: ReactNode
}

/** One folder of a storage to choose from: the way up, its rows, and more of them. */
export function LevelFrame({ label, storage, prefix, level, empty, onGo, className, children }: LevelFrameProps) {
  return (
    <section aria-label={label} className="overflow-hidden rounded-md border">
      <div className="flex h-9 items-center gap-1 border-b bg-sunken px-1.5">
        <Button size="sm" variant="ghost" disabled={prefix === ''} onClick={() => onGo(parentPrefix(prefix))}>
          <CornerLeftUp />
          Up
        </Button>
        <span className="min-w-0 flex-1 font-medium">
          <MiddleTruncate name={prefix || storageTitle(storage)} />
        </span>
      </div>
      <div className={cn('overflow-y-auto', className)}>
        {level.isPending && <SkeletonRows rows={5} label="Loading the folder" />}
        {level.error && <ErrorNote error={level.error} className="m-2" onRetry={() => void level.refetch()} />}
        {level.isSuccess && empty !== null && !level.hasNextPage && <p className="px-3 py-2 text-text-2">{empty}</p>}
        <ul>{children}</ul>
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
