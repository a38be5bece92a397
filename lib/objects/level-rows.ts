import { compareKeys } from '@/lib/storage/keys'
import type { LevelPage } from './schema'

type FolderRow = { kind: 'folder'; key: string; name: string }
export type FileRow = { kind: 'file'; key: string; name: string; size: number; modified: Date; etag: string | null }

/** A line of the list. `key` tells it apart: a folder's ends with `/`. */
export type Row = FolderRow | FileRow

export type SortColumn = 'name' | 'size' | 'modified'

/** null: as the store lists them. */
export type Sort = { column: SortColumn; descending: boolean } | null

/**
 * The rows of a level as far as it is loaded, without the marker of the folder itself. A level of one page shows folders
 * first; a longer one keeps the store's order, so that no row moves while more arrive.
 */
export function toRows(pages: readonly LevelPage[], prefix: string): Row[] {
  const foldersFirst = pages[0]?.next_page_token === null
  return pages.flatMap((page) => {
    const folders = page.folders.map(({ prefix: key, name }): Row => ({ kind: 'folder', key, name }))
    const files = page.files.filter((file) => !isMarker(file, prefix)).map(toFileRow)
    if (foldersFirst || folders.length === 0 || files.length === 0) return [...folders, ...files]
    return [...folders, ...files].sort((a, b) => compareKeys(a.key, b.key))
  })
}

/** The same rows in another order: folders first, by name where they have nothing else. */
export function sortRows(rows: Row[], sort: Sort): Row[] {
  if (sort === null) return rows
  const direction = sort.descending ? -1 : 1
  const compare = comparisons[sort.column]
  return rows.toSorted((a, b) => {
    if (a.kind !== b.kind) return a.kind === 'folder' ? -1 : 1
    return direction * (compare(a, b) || byName(a, b))
  })
}

/** What a click on a column's title leads to: ascending, descending, then the store's order again. */
export function nextSort(sort: Sort, column: SortColumn): Sort {
  if (sort?.column !== column) return { column, descending: false }
  return sort.descending ? null : { column, descending: true }
}

type Marker = { key: string; size: number }

/** An empty object `a/` only says that there is a folder `a/`. */
function isMarker({ key, size }: Marker, prefix: string): boolean {
  return size === 0 && key.endsWith('/') && key.startsWith(prefix)
}

function toFileRow({ key, name, size, last_modified, etag }: LevelPage['files'][number]): Row {
  return { kind: 'file', key, name, size, modified: last_modified, etag }
}

// One collator for all: making one costs more than a thousand comparisons.
const collator = new Intl.Collator('en', { numeric: true })

function byName(a: Row, b: Row): number {
  return collator.compare(a.name, b.name)
}

const comparisons: Record<SortColumn, (a: Row, b: Row) => number> = {
  name: byName,
  size: (a, b) => (a.kind === 'file' && b.kind === 'file' ? a.size - b.size : 0),
  modified: (a, b) => (a.kind === 'file' && b.kind === 'file' ? a.modified.getTime() - b.modified.getTime() : 0),
}
