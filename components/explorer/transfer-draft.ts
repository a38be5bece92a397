import { visibleName } from '@/components/ui/visible-name'
import { whyNotKey } from '@/lib/objects/check-upload-key'
import type { Row } from '@/lib/objects/level-rows'
import type { ConflictPolicy, TransferKind, Verification } from '@/lib/transfers/schema'

/** What a person has chosen in the dialog. */
export type TransferDraft = { storage: string; path: string; conflict: ConflictPolicy; verify: Verification }

type From = { storage: string; prefix: string }

/** The folder that a typed path means: it need not end with a slash. */
export function folderOf(path: string): string {
  return path === '' || path.endsWith('/') ? path : `${path}/`
}

/** A typed path as the level that is shown, and the beginning of a folder's name in it. */
export function splitPath(path: string): { prefix: string; search: string } {
  const slash = path.lastIndexOf('/') + 1
  return { prefix: path.slice(0, slash), search: path.slice(slash) }
}

/** Why nothing can go there; null when it can. */
export function whyNotThere(kind: TransferKind, draft: TransferDraft, { from, rows }: { from: From; rows: Row[] }) {
  const to = folderOf(draft.path)
  if (/^\/|\/\//.test(to)) return 'The path has a folder without a name: leave out the extra slash'
  if (draft.storage === from.storage) {
    if (to === from.prefix && !(kind === 'copy' && draft.conflict === 'keep_both'))
      return 'They are in this folder already'
    const inside = rows.find((row) => row.kind === 'folder' && to.startsWith(row.key))
    if (inside) return `"${visibleName(inside.name)}" cannot go into itself`
  }
  const keys = rows.map((row) => to + row.key.slice(from.prefix.length))
  return keys.map(whyNotKey).find((reason) => reason !== null) ?? null
}
