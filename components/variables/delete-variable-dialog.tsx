'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { runAction } from '@/lib/actions/run-action'
import { deleteVariableAction } from '@/lib/variables/actions'

type DeleteVariableDialogProps = { workspace: string; path: string; onClose: () => void }

/** Asks before a variable is deleted. */
export function DeleteVariableDialog({ workspace, path, onClose }: DeleteVariableDialogProps) {
  const router = useRouter()
  const deleting = useMutation({
    mutationFn: () => runAction(deleteVariableAction(workspace, { path })),
    onSuccess: () => {
      toast('Variable deleted', { description: path })
      router.refresh()
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Delete ${path}?`}
      description="It cannot be brought back. Resources that refer to it stop working."
      confirmLabel="Delete variable"
      onConfirm={() => deleting.mutate()}
      pending={deleting.isPending}
      error={deleting.error}
    />
  )
}
