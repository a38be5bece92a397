'use client'

import { useRouter } from 'next/navigation'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { removeMemberAction } from '@/lib/people/actions'
import type { WorkspaceMember } from '@/lib/people/schema'
import { useChange } from './use-change'

type RemoveMemberDialogProps = {
  workspace: string
  member: WorkspaceMember | null
  self: { userId: string; superadmin: boolean }
  onClose: () => void
}

/** Asks before somebody is removed from the workspace; closed while `member` is null. */
export function RemoveMemberDialog({ workspace, member, self, onClose }: RemoveMemberDialogProps) {
  const router = useRouter()
  const isSelf = member?.userId === self.userId
  const { mutate, isPending, error, reset } = useChange(removeMemberAction.bind(null, workspace), () => {
    onClose()
    if (isSelf && !self.superadmin) router.push('/workspaces')
  })
  function close() {
    reset()
    onClose()
  }
  return (
    <ConfirmDialog
      open={member !== null}
      onOpenChange={close}
      title={isSelf ? 'Leave this workspace' : `Remove ${member?.username} from this workspace`}
      description={
        <>
          {isSelf ? 'You lose' : 'They lose'} access at once. Resources and variables under{' '}
          <span className="break-all font-mono text-sm text-text">u/{member?.username}/</span> stay, for admins and for
          when the same person is added again.
        </>
      }
      confirmLabel={isSelf ? 'Leave workspace' : 'Remove person'}
      pending={isPending}
      error={error}
      onConfirm={() => member && mutate({ userId: member.userId })}
    />
  )
}
