import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { codeOf } from './filesystem-errors'
import { FilesystemIndex } from './filesystem-index'

/** Opens an index that is there. On a read-only disk that means a copy of it, since SQLite cannot read it without writing beside it. */
export function openIndex(path: string): FilesystemIndex {
  try {
    return new FilesystemIndex(path)
  } catch (error) {
    if (!['SQLITE_CANTOPEN', 'SQLITE_READONLY'].includes(codeOf(error) ?? '')) throw error
    return openCopy(path)
  }
}

function openCopy(path: string): FilesystemIndex {
  const folder = mkdtempSync(join(tmpdir(), 'granary-index-'))
  try {
    for (const file of [path, `${path}-wal`])
      if (existsSync(/* turbopackIgnore: true */ file)) copyFileSync(file, join(folder, basename(file)))
    return new FilesystemIndex(join(folder, basename(path)), { readonly: true })
  } finally {
    // SQLite keeps the files that it has open.
    rmSync(folder, { recursive: true })
  }
}
