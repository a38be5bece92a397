'use client'

import { RemoveItemDialog } from '@/components/ui/remove-item-dialog'
import { runAction } from '@/lib/actions/run-action'
import { archiveScriptAction, deleteScriptAction } from '@/lib/scripts/actions'

type RemoveScriptDialogProps = {
  workspace: string
  path: string
  kind: 'archive' | 'delete'
  onClose: () => void
}

const words = {
  archive: {
    action: archiveScriptAction,
    verb: 'Archive',
    done: 'Script archived',
    effect: 'It leaves the list and runs no more. Its versions stay.',
  },
  delete: {
    action: deleteScriptAction,
    verb: 'Delete',
    done: 'Script deleted',
    effect: 'All its versions are deleted and cannot be brought back. The files that it wrote stay.',
  },
}

/** Asks before a script is taken out of use, or deleted. */
export function RemoveScriptDialog({ workspace, path, kind, onClose }: RemoveScriptDialogProps) {
  const { action, ...told } = words[kind]
  return (
    <RemoveItemDialog
      {...{ path, onClose, words: told, noun: 'script', danger: kind === 'delete' }}
      remove={() => runAction<{ path: string }>(action(workspace, { path }))}
      listHref={`/w/${workspace}/scripts`}
    />
  )
}
