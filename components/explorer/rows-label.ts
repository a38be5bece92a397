import { formatCount } from '@/components/ui/format-bytes'
import { visibleName } from '@/components/ui/visible-name'
import type { Row } from '@/lib/objects/level-rows'

/** Rows in words: `"a.csv"`, `3 files`, `2 folders`, `3 files and 1 folder`. */
export function rowsLabel(rows: Row[]): string {
  const [row] = rows
  if (rows.length === 1 && row) return `"${visibleName(row.name)}"`
  const folders = rows.filter(({ kind }) => kind === 'folder').length
  return [countOf(rows.length - folders, 'file'), countOf(folders, 'folder')].filter(Boolean).join(' and ')
}

/** `1 file`, `1,204 files`; nothing for none. */
export function countOf(count: number, noun: string): string {
  return count === 0 ? '' : `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** What a change is about, as the server takes it. */
export function toBatch(rows: Row[]) {
  return {
    keys: rows.filter(({ kind }) => kind === 'file').map(({ key }) => key),
    prefixes: rows.filter(({ kind }) => kind === 'folder').map(({ key }) => key),
  }
}
