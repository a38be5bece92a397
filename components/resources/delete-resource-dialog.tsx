'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { runAction } from '@/lib/actions/run-action'
import { deleteResourceAction } from '@/lib/resources/actions'
import type { ResourceSummary } from '@/lib/resources/schema'

type DeleteResourceDialogProps = { workspace: string; resource: ResourceSummary; onClose: () => void }

/** Asks before a resource is deleted, and says why when that is refused. */
export function DeleteResourceDialog({ workspace, resource, onClose }: DeleteResourceDialogProps) {
  const router = useRouter()
  const deleting = useMutation({
    mutationFn: () => runAction(deleteResourceAction(workspace, { path: resource.path })),
    onSuccess: () => {
      toast('Resource deleted', { description: resource.path })
      router.refresh()
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Delete ${resource.path}?`}
      description="Its keys are deleted with it and cannot be brought back. The bucket and its files stay as they are."
      confirmLabel="Delete resource"
      onConfirm={() => deleting.mutate()}
      pending={deleting.isPending}
      error={deleting.error}
    />
  )
}
