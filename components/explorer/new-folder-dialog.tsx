'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { runAction } from '@/lib/actions/run-action'
import { createFolderAction } from '@/lib/objects/actions'
import { checkUploadKey } from '@/lib/objects/check-upload-key'
import { objectQueries } from '@/lib/objects/queries'
import { useExplorer } from './explorer-context'
import { NameDialog } from './name-dialog'

/** Makes a folder here and opens it. */
export function NewFolderDialog({ onClose }: { onClose: () => void }) {
  const { workspace, place, go } = useExplorer()
  const client = useQueryClient()
  const create = useMutation({
    mutationFn: (prefix: string) => runAction(createFolderAction(workspace, { storage: place.storage, prefix })),
    onSuccess: ({ prefix }) => {
      onClose()
      go({ prefix, search: '', file: null, full: false })
      return client.invalidateQueries({ queryKey: objectQueries.all(workspace) })
    },
  })
  return (
    <NameDialog
      title="New folder"
      label="Name"
      help="A / makes a folder inside a folder."
      initial=""
      check={(name) => (name === '' ? 'Give the folder a name' : sentence(checkUploadKey(place.prefix, name)))}
      submitLabel="Create folder"
      pending={create.isPending}
      error={create.error}
      onSubmit={(name) => create.mutate(`${place.prefix}${name}/`)}
      onClose={onClose}
    />
  )
}

function sentence(reason: string | null): string | null {
  return reason === null ? null : `This cannot be a name: ${reason}.`
}
