'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import { GrantList } from '@/components/grants/grant-list'
import type { SubjectOption } from '@/components/grants/subject-option'
import { useChange } from '@/components/people/use-change'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { shareFolderAction } from '@/lib/folders/actions'
import type { FolderSummary } from '@/lib/folders/schema'
import { folderAccesses, toFolderGrants } from './folder-accesses'

type ShareFolderDialogProps = {
  workspace: string
  folder: FolderSummary
  subjects: SubjectOption[]
  onClose: () => void
}

/** Who may do what in a folder; holds for everything in it. */
export function ShareFolderDialog({ workspace, folder, subjects, onClose }: ShareFolderDialogProps) {
  const [grants, setGrants] = useState(folder.grants)
  const saving = useChange(shareFolderAction.bind(null, workspace), () => {
    toast('Access saved', { description: `f/${folder.name}` })
    onClose()
  })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Who can see f/${folder.name}`}
      description="Holds for everything in this folder. Admins of the workspace can always see and change it."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            onClick={() => saving.mutate({ name: folder.name, grants })}
            pending={saving.isPending}
          >
            Save access
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <GrantList
          grants={grants}
          accesses={folderAccesses}
          subjects={subjects}
          onChange={(next) => setGrants(toFolderGrants(next))}
        />
        {saving.error ? <ErrorNote error={saving.error} /> : null}
      </div>
    </Dialog>
  )
}
