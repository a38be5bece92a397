'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { visibleName } from '@/components/ui/visible-name'
import { moveObjectsAction } from '@/lib/objects/actions'
import { whyNotKey } from '@/lib/objects/check-upload-key'
import type { Row } from '@/lib/objects/level-rows'
import { ChangeProgress } from './change-outcome'
import { useExplorer } from './explorer-context'
import { FolderPicker } from './folder-picker'
import { MOVE_STEP_KEYS, MoveOutcome } from './move-outcome'
import { rowsLabel, toBatch } from './rows-label'
import { storageTitle } from './storage-title'
import { useRunChange } from './use-run-change'

/** Asks for a folder, by browsing or by typing, and moves what is selected there. */
export function MoveDialog({ rows, onClose }: { rows: Row[]; onClose: () => void }) {
  const { workspace, place, go } = useExplorer()
  const change = useRunChange(workspace)
  const from = place.prefix
  const [path, setPath] = useState(from)
  const to = path === '' || path.endsWith('/') ? path : `${path}/`
  const problem = checkTarget({ to, from, rows })

  async function move() {
    const result = await change.run({
      batch: toBatch(rows),
      maxKeys: MOVE_STEP_KEYS,
      step: (part, resume) => moveObjectsAction(workspace, { storage: place.storage, ...part, from, to, resume }),
    })
    if (!result || result.failures.length > 0) return
    toast.success(`${rowsLabel(rows)} moved to ${visibleName(to) || storageTitle(place.storage)}`)
    if (place.file !== null) go({ file: null, full: false }, { replace: true })
    onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={() => !change.pending && onClose()}
      title={`Move ${rowsLabel(rows)}`}
      description={change.pending || change.result ? undefined : 'Choose the folder, or type its path.'}
    >
      {change.pending && (
        <ChangeProgress change={change} verb="Moved" total={rows.some(isFolder) ? null : rows.length} />
      )}
      {!change.pending && change.result && <MoveOutcome change={change} from={from} to={to} onClose={onClose} />}
      {!change.pending && !change.result && (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            if (problem === null) void move()
          }}
        >
          <FolderPicker prefix={to} onPick={setPath} />
          <Field
            label="Folder"
            help="A folder that does not exist is made. Empty for the top of the storage."
            error={to === from ? undefined : (problem ?? undefined)}
          >
            <Input
              mono
              value={path}
              onChange={(event) => setPath(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
          {change.error && <ErrorNote error={change.error} title="The move stopped" />}
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" disabled={problem !== null}>
              Move here
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

function isFolder({ kind }: Row): boolean {
  return kind === 'folder'
}

function checkTarget({ to, from, rows }: { to: string; from: string; rows: Row[] }): string | null {
  if (to === from) return 'They are in this folder already'
  const inside = rows.find((row) => isFolder(row) && to.startsWith(row.key))
  if (inside) return `"${visibleName(inside.name)}" cannot be moved into itself`
  if (/^\/|\/\//.test(to)) return 'The path has a folder without a name: leave out the extra slash'
  return rows.map((row) => whyNotKey(to + row.key.slice(from.length))).find((reason) => reason !== null) ?? null
}
