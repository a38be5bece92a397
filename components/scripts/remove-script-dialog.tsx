'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
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
  const router = useRouter()
  const { action, verb, done, effect } = words[kind]
  const removing = useMutation({
    mutationFn: () => runAction<{ path: string }>(action(workspace, { path })),
    onSuccess: () => {
      toast(done, { description: path })
      router.push(`/w/${workspace}/scripts`)
      router.refresh()
    },
  })
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`${verb} ${path}?`}
      description={effect}
      confirmLabel={`${verb} script`}
      danger={kind === 'delete'}
      onConfirm={() => removing.mutate()}
      pending={removing.isPending}
      error={removing.error}
    />
  )
}
