'use client'

import { RemoveItemDialog } from '@/components/ui/remove-item-dialog'
import { runAction } from '@/lib/actions/run-action'
import { archiveFlowAction, deleteFlowAction } from '@/lib/pipelines/actions'

type RemovePipelineDialogProps = {
  workspace: string
  path: string
  kind: 'archive' | 'delete'
  onClose: () => void
}

const words = {
  archive: {
    verb: 'Archive',
    done: 'Pipeline archived',
    effect:
      'It leaves the list and runs no more. Runs that have begun go on. Its schedules stay, and bring no runs while it is archived.',
  },
  delete: {
    verb: 'Delete',
    done: 'Pipeline deleted',
    effect:
      'It cannot be brought back. Its scripts, its runs and the files that they wrote stay, and so do its schedules, which bring no more runs.',
  },
}

/** Asks before a pipeline is taken out of use, or deleted. */
export function RemovePipelineDialog({ workspace, path, kind, onClose }: RemovePipelineDialogProps) {
  const archive = () => archiveFlowAction(workspace, { path, archived: true })
  const remove = () => deleteFlowAction(workspace, { path })
  return (
    <RemoveItemDialog
      {...{ path, onClose, words: words[kind], noun: 'pipeline', danger: kind === 'delete' }}
      remove={() => runAction(kind === 'archive' ? archive() : remove())}
      listHref={`/w/${workspace}/pipelines`}
    />
  )
}
