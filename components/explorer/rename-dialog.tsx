'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { visibleName } from '@/components/ui/visible-name'
import { AppError } from '@/lib/errors'
import { renameObjectAction } from '@/lib/objects/actions'
import { whyNotKey } from '@/lib/objects/check-upload-key'
import type { Row } from '@/lib/objects/level-rows'
import { ChangeProgress } from './change-outcome'
import { useExplorer } from './explorer-context'
import { MoveOutcome } from './move-outcome'
import { NameDialog } from './name-dialog'
import { useRunChange } from './use-run-change'

/** Gives a file or a folder another name; a folder with everything in it. */
export function RenameDialog({ row, onClose }: { row: Row; onClose: () => void }) {
  const { workspace, place, go } = useExplorer()
  const change = useRunChange(workspace)
  const [target, setTarget] = useState('')
  const ending = row.kind === 'folder' ? '/' : ''
  const start = row.key.slice(0, row.key.length - row.name.length - ending.length)
  const taken = change.error instanceof AppError && change.error.code === 'conflict'

  async function rename(to: string, overwrite = false) {
    setTarget(to)
    const result = await change.run({
      batch: row.kind === 'folder' ? { keys: [], prefixes: [row.key] } : { keys: [row.key], prefixes: [] },
      step: (_, resume) =>
        renameObjectAction(workspace, { storage: place.storage, source: row.key, target: to, overwrite, resume }),
    })
    if (!result || result.failures.length > 0) return
    toast.success(`Renamed to "${visibleName(to.slice(start.length, to.length - ending.length))}"`)
    if (row.kind === 'file' && place.file === row.key) go({ file: to }, { replace: true })
    onClose()
  }

  if (row.kind === 'folder' && (change.pending || change.result))
    return (
      <Dialog
        open
        onOpenChange={() => !change.pending && onClose()}
        title={`Rename "${visibleName(row.name)}"`}
        size="sm"
      >
        {change.pending ? (
          <ChangeProgress change={change} verb="Moved" total={null} />
        ) : (
          <MoveOutcome change={change} from={row.key} to={target} onClose={onClose} />
        )}
      </Dialog>
    )
  return (
    <NameDialog
      title={`Rename "${visibleName(row.name)}"`}
      label="New name"
      help={row.kind === 'folder' ? 'Every file in the folder is moved.' : 'A / in it moves it into a folder.'}
      initial={row.name}
      check={(name) => checkName(start + name + ending, name, row)}
      submitLabel="Rename"
      pending={change.pending}
      error={change.error}
      onSubmit={(name) => void rename(start + name + ending)}
      onClose={onClose}
    >
      {taken && (
        <Button variant="danger" onClick={() => void rename(target, true)}>
          Replace it
        </Button>
      )}
    </NameDialog>
  )
}

function checkName(key: string, name: string, row: Row): string | null {
  if (name === '') return 'Give it a name'
  if (name === row.name) return 'This is its name already'
  if (row.kind === 'folder' && key.startsWith(row.key)) return 'A folder cannot be moved into itself'
  return whyNotKey(key)
}
