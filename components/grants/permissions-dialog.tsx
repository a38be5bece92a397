'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ShareFolderDialog } from '@/components/folders/share-folder-dialog'
import { Dialog } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import type { FolderSummary } from '@/lib/folders/schema'
import { grantQueries } from '@/lib/grants/queries'
import type { Item } from '@/lib/grants/schema'
import { ExtraGrants } from './extra-grants'
import { PathRights } from './path-rights'
import type { SubjectOption } from './subject-option'

type PermissionsDialogProps = {
  workspace: string
  item: Item
  /** The folder that it lies in, where the person may see it. */
  folder: FolderSummary | null
  subjects: SubjectOption[]
  onClose: () => void
}

/** Who may see and change one item: by where it lies, and beyond that. */
export function PermissionsDialog({ workspace, item, folder, subjects, onClose }: PermissionsDialogProps) {
  const [sharing, setSharing] = useState(false)
  const { data, error, isPending, refetch } = useQuery(grantQueries.item(workspace, item))
  if (sharing && folder)
    return <ShareFolderDialog workspace={workspace} folder={folder} subjects={subjects} onClose={onClose} />
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Who may see and change this"
      description={<span className="break-all font-mono text-sm">{item.path}</span>}
    >
      <div className="grid gap-5">
        <PathRights path={item.path} folder={folder} onShare={() => setSharing(true)} />
        {isPending && <SkeletonRows rows={2} label="Loading the permissions" />}
        {error && (
          <ErrorNote error={error} title="The permissions could not be loaded" onRetry={() => void refetch()} />
        )}
        {data && <ExtraGrants workspace={workspace} item={item} saved={data} subjects={subjects} onClose={onClose} />}
      </div>
    </Dialog>
  )
}
