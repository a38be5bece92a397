'use client'

import { DeleteDialog } from './delete-dialog'
import type { ExplorerDialog } from './explorer-context'
import { NewFolderDialog } from './new-folder-dialog'
import { RenameDialog } from './rename-dialog'
import { ShareDialog } from './share-dialog'
import { TransferDialog } from './transfer-dialog'

/** The one dialog that is open. */
export function ExplorerDialogs({ dialog, onClose }: { dialog: ExplorerDialog | null; onClose: () => void }) {
  switch (dialog?.kind) {
    case 'new-folder':
      return <NewFolderDialog onClose={onClose} />
    case 'rename':
      return <RenameDialog row={dialog.row} onClose={onClose} />
    case 'copy':
    case 'move':
      return <TransferDialog kind={dialog.kind} rows={dialog.rows} onClose={onClose} />
    case 'share':
      return <ShareDialog fileKey={dialog.fileKey} onClose={onClose} />
    case 'delete':
      return <DeleteDialog rows={dialog.rows} onClose={onClose} />
    default:
      return null
  }
}
