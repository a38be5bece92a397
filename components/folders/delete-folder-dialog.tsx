'use client'

import { toast } from 'sonner'
import { optionOf } from '@/components/grants/subject-option'
import { useChange } from '@/components/people/use-change'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { deleteFolderAction } from '@/lib/folders/actions'
import type { FolderSummary } from '@/lib/folders/schema'

type DeleteFolderDialogProps = { workspace: string; folder: FolderSummary; onClose: () => void }

/** Asks before a folder is deleted, naming who has access by it; one that holds something is refused. */
export function DeleteFolderDialog({ workspace, folder, onClose }: DeleteFolderDialogProps) {
  const { mutate, isPending, error } = useChange(deleteFolderAction.bind(null, workspace), () => {
    toast('Folder deleted', { description: `f/${folder.name}` })
    onClose()
  })
  const names = folder.grants.map(({ subject }) => optionOf(subject).label).join(', ')
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Delete the folder f/${folder.name}`}
      description={
        <>
          It has to be empty. What rules of storages give by this folder is lost{names && `, for ${names}`}. Files in
          buckets stay.
        </>
      }
      confirmLabel="Delete folder"
      pending={isPending}
      error={error}
      onConfirm={() => mutate({ name: folder.name })}
    />
  )
}
