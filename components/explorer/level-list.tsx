'use client'

import { SkeletonRows } from '@/components/ui/skeleton-rows'
import { EmptyLevel } from './empty-level'
import { useExplorer } from './explorer-context'
import { LevelFailure } from './level-failure'
import { LevelFoot } from './level-foot'
import { LookingOn } from './looking-on'
import { ObjectGrid } from './object-grid'
import { RestrictedNote } from './restricted-note'
import { SelectionBar } from './selection-bar'
import { levelId } from './use-grid-commands'
import { useLevel } from './use-level'
import { useListKeys } from './use-list-keys'
import { useListState } from './use-list-state'
import { useStoredSort } from './use-stored-sort'
import { recallLevel } from './visited-levels'

/** One folder level. Mount it anew for another folder: what was selected there means nothing here. */
export function LevelList() {
  const { workspace, place } = useExplorer()
  const [sort, setSort] = useStoredSort()
  const { storage, prefix, search } = place
  const level = useLevel(workspace, { storage, prefix, search }, sort)
  const list = useListState(level.rows, recallLevel(levelId(place)).active ?? place.file)
  useListKeys(list)
  const { query, rows, restricted } = level
  // What was found for another search says nothing about this one.
  const isUnknown = query.isPlaceholderData && rows.length === 0
  if (query.isPending || isUnknown) return <LevelSkeleton />
  if (query.isError && !query.data) return <LevelFailure error={query.error} onRetry={() => void query.refetch()} />
  if (restricted) return <RestrictedNote />
  if (rows.length === 0 && !query.hasNextPage)
    return <EmptyLevel hasMarker={query.data.pages.some((page) => page.files.length > 0)} />
  if (rows.length === 0) return <LookingOn level={level} />
  return (
    <>
      <div className="@container relative flex min-h-0 flex-1 flex-col">
        <ObjectGrid level={level} list={list} sort={sort} onSort={setSort} />
        <SelectionBar list={list} complete={!query.hasNextPage} />
      </div>
      <LevelFoot level={level} sort={sort} />
    </>
  )
}

/** As the list will be, with the line of its titles. */
function LevelSkeleton() {
  return (
    <>
      <div className="h-row shrink-0 border-b max-md:h-10" />
      <div className="min-h-0 flex-1 overflow-hidden">
        <SkeletonRows rows={14} label="Loading the folder" />
      </div>
      <div className="h-8 shrink-0 border-t" />
    </>
  )
}
