import { countOf } from '@/components/ui/count-of'
import { visibleName } from '@/components/ui/visible-name'
import type { Row } from '@/lib/objects/level-rows'

/** Rows in words: `"a.csv"`, `3 files`, `2 folders`, `3 files and 1 folder`. */
export function rowsLabel(rows: Row[]): string {
  const [row] = rows
  if (rows.length === 1 && row) return `"${visibleName(row.name)}"`
  const folders = rows.filter(({ kind }) => kind === 'folder').length
  return filesAndFolders(rows.length - folders, folders)
}

/** `3 files and 1 folder`; what there is none of is left out. */
export function filesAndFolders(files: number, folders: number): string {
  const parts = [files > 0 && countOf(files, 'file'), folders > 0 && countOf(folders, 'folder')]
  return parts.filter(Boolean).join(' and ')
}

/** What a change is about, as the server takes it. */
export function toBatch(rows: Row[]) {
  return {
    keys: rows.filter(({ kind }) => kind === 'file').map(({ key }) => key),
    prefixes: rows.filter(({ kind }) => kind === 'folder').map(({ key }) => key),
  }
}
