'use client'

import { useQuery } from '@tanstack/react-query'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { countOf } from '@/components/ui/count-of'
import { Dialog } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { formatBytes, formatCount } from '@/components/ui/format-bytes'
import { deleteObjectsAction } from '@/lib/objects/actions'
import type { Row } from '@/lib/objects/level-rows'
import { objectQueries } from '@/lib/objects/queries'
import { ChangeFailures, ChangeProgress } from './change-outcome'
import { useExplorer } from './explorer-context'
import { filesAndFolders, rowsLabel, toBatch } from './rows-label'
import { useRunChange } from './use-run-change'

/** Asks before files and folders are deleted, telling how much that is, then deletes. */
export function DeleteDialog({ rows, onClose }: { rows: Row[]; onClose: () => void }) {
  const { workspace, place, go } = useExplorer()
  const change = useRunChange(workspace)
  const batch = toBatch(rows)
  const count = useQuery(objectQueries.countAll(workspace, { storage: place.storage, prefixes: batch.prefixes }))
  const inside = count.data ?? { count: 0, bytes: 0, complete: batch.prefixes.length === 0 }
  const total = inside.complete ? batch.keys.length + inside.count : null
  const ended = change.error !== null || (change.result?.failures.length ?? 0) > 0

  async function start() {
    const result = await change.run({
      batch,
      step: (part, resume) => deleteObjectsAction(workspace, { storage: place.storage, ...part, resume }),
    })
    if (result && isGone(place.file, rows)) go({ file: null, full: false }, { replace: true })
    if (!result || result.failures.length > 0) return
    toast.success(result.done === 0 ? 'Nothing was deleted' : `${rowsLabel(rows)} deleted`)
    onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={() => !change.pending && onClose()}
      title={ended ? 'Not everything was deleted' : `Delete ${rowsLabel(rows)}?`}
      description={ended || change.pending ? undefined : 'This cannot be undone from here.'}
      size="sm"
    >
      {change.pending ? (
        <ChangeProgress change={change} verb="Deleted" total={total} />
      ) : (
        <div className="grid gap-3">
          {ended ? (
            <ChangeFailures failures={change.result?.failures ?? []} error={change.error} />
          ) : (
            <Amount rows={rows} inside={inside} counting={count.isFetching} />
          )}
          {count.error && !ended && <ErrorNote error={count.error} title="The folders could not be counted" />}
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{ended ? 'Close' : 'Cancel'}</Button>
            {!ended && (
              <Button variant="danger" autoFocus disabled={count.isFetching} onClick={() => void start()}>
                {rows.length === 1 ? 'Delete' : `Delete ${rowsLabel(rows)}`}
              </Button>
            )}
          </div>
        </div>
      )}
    </Dialog>
  )
}

type AmountProps = { rows: Row[]; inside: { count: number; bytes: number; complete: boolean }; counting: boolean }

function Amount({ rows, inside, counting }: AmountProps) {
  const files = rows.filter((row) => row.kind === 'file')
  const folders = rows.length - files.length
  const bytes = files.reduce((sum, file) => sum + file.size, inside.bytes)
  if (folders === 0)
    return <p>{files.length === 1 ? formatBytes(bytes) : `${countOf(files.length, 'file')}, ${formatBytes(bytes)}`}</p>
  const what = filesAndFolders(files.length, folders)
  if (counting) return <p role="status">{`${what}. Counting what is inside…`}</p>
  const amount = inside.complete
    ? `with ${countOf(inside.count, 'object')}, ${formatBytes(bytes)}`
    : `with more than ${formatCount(inside.count)} objects, more than ${formatBytes(bytes)}`
  return <p role="status">{`${what} ${amount}`}</p>
}

function isGone(file: string | null, rows: Row[]): boolean {
  return file !== null && rows.some(({ kind, key }) => (kind === 'file' ? key === file : file.startsWith(key)))
}
