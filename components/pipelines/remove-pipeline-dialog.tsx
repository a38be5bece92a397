'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
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
    effect: 'It leaves the list and runs no more. Runs that have begun go on.',
  },
  delete: {
    verb: 'Delete',
    done: 'Pipeline deleted',
    effect: 'It cannot be brought back. Its scripts, its runs and the files that they wrote stay.',
  },
}

/** Asks before a pipeline is taken out of use, or deleted. */
export function RemovePipelineDialog({ workspace, path, kind, onClose }: RemovePipelineDialogProps) {
  const router = useRouter()
  const { verb, done, effect } = words[kind]
  const removing = useMutation({
    mutationFn: () =>
      runAction(
        kind === 'archive'
          ? archiveFlowAction(workspace, { path, archived: true })
          : deleteFlowAction(workspace, { path }),
      ),
    onSuccess: () => {
      toast(done, { description: path })
      router.push(`/w/${workspace}/pipelines`)
      router.refresh()
    },
  })
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`${verb} ${path}?`}
      description={effect}
      confirmLabel={`${verb} pipeline`}
      danger={kind === 'delete'}
      onConfirm={() => removing.mutate()}
      pending={removing.isPending}
      error={removing.error}
    />
  )
}
