'use client'

import { useState } from 'react'
import { useTransferChange } from '@/components/transfers/use-transfer-change'
import { watchedTransfers } from '@/components/transfers/watched-transfers'
import { Dialog } from '@/components/ui/dialog'
import type { Row } from '@/lib/objects/level-rows'
import { createTransferAction } from '@/lib/transfers/actions'
import type { TransferKind } from '@/lib/transfers/schema'
import { useExplorer } from './explorer-context'
import { rowsLabel, toBatch } from './rows-label'
import { TransferCheck } from './transfer-check'
import { folderOf, type TransferDraft } from './transfer-draft'
import { TransferForm } from './transfer-form'

type TransferDialogProps = { kind: TransferKind; rows: Row[]; onClose: () => void }

/** Asks for a storage and a folder, tells on demand what would happen, and starts to copy or move what is selected. */
export function TransferDialog({ kind, rows, onClose }: TransferDialogProps) {
  const { workspace, place, go } = useExplorer()
  const [draft, setDraft] = useState<TransferDraft>({
    ...{ storage: place.storage, path: place.prefix, conflict: 'skip', verify: 'told' },
  })
  const start = useTransferChange(workspace, createTransferAction, { quiet: true })
  const check = useTransferChange(workspace, createTransferAction, { quiet: true })
  const verb = kind === 'copy' ? 'Copy' : 'Move'
  const input = {
    ...{ kind, source: place.storage, target: draft.storage, ...toBatch(rows), from: place.prefix },
    ...{ to: folderOf(draft.path), conflict: draft.conflict, verify: draft.verify },
  }

  async function begin() {
    const transfer = await start.mutateAsync(input).catch(() => null)
    if (!transfer) return
    watchedTransfers.add([transfer.id])
    if (kind === 'move' && place.file !== null) go({ file: null, full: false }, { replace: true })
    onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`${verb} ${rowsLabel(rows)}`}
      description={check.data ? 'Nothing has been changed yet.' : 'Choose a folder, or type its path.'}
    >
      {check.data ? (
        <TransferCheck
          verb={verb}
          id={check.data.id}
          onBack={check.reset}
          onStart={() => void begin()}
          starting={start.isPending}
          error={start.error}
        />
      ) : (
        <TransferForm
          {...{ kind, verb, rows, draft, onChange: setDraft, onClose }}
          onStart={() => void begin()}
          onCheck={() => check.mutate({ ...input, dryRun: true })}
          pending={{ start: start.isPending, check: check.isPending }}
          error={start.error ?? check.error}
        />
      )}
    </Dialog>
  )
}
