'use client'

import { Button } from '@/components/ui/button'
import { describeError } from '@/components/ui/describe-error'
import { formatCount } from '@/components/ui/format-bytes'
import type { Sort } from '@/lib/objects/level-rows'
import type { LoadedLevel } from './use-level'

/** Says over what the list speaks: how much is loaded, and what the order covers. */
export function LevelFoot({ level, sort }: { level: LoadedLevel; sort: Sort }) {
  const { query, rows } = level
  const more = query.hasNextPage
  return (
    <div className="flex h-8 shrink-0 items-center gap-3 border-t px-gutter text-sm text-text-2">
      <span role="status">{more ? `${formatCount(rows.length)} loaded, more below` : countLabel(rows.length)}</span>
      {sort && more && (
        <span className="truncate">
          Sorted by {sort.column} among the {formatCount(rows.length)} loaded rows
        </span>
      )}
      <span className="ml-auto flex items-center gap-2">
        {query.isFetchNextPageError ? (
          <>
            <span className="truncate text-bad">{describeError(query.error).message}</span>
            <Button size="sm" onClick={() => void query.fetchNextPage()}>
              Retry
            </Button>
          </>
        ) : (
          query.isFetching && <span className="animate-appear-late">{lookingFor(query.data)}</span>
        )}
      </span>
    </div>
  )
}

/** A page that came back empty was filtered: the next one may be, too. */
function lookingFor(data: LoadedLevel['query']['data']): string {
  const last = data?.pages.at(-1)
  const filtered = last && last.files.length + last.folders.length === 0
  return filtered ? 'Looking for more files you may see…' : 'Loading…'
}

function countLabel(count: number): string {
  return count === 1 ? '1 item' : `${formatCount(count)} items`
}
