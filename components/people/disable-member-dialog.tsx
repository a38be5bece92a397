'use client'

import { toast } from 'sonner'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { updateMemberAction } from '@/lib/people/actions'
import type { WorkspaceMember } from '@/lib/people/schema'
import { useChange } from './use-change'

type DisableMemberDialogProps = {
  workspace: string
  member: WorkspaceMember
  /** false: to let them in again. */
  disabled: boolean
  onClose: () => void
}

/** Asks before a member may not enter the workspace any more, or may again. */
export function DisableMemberDialog({ workspace, member, disabled, onClose }: DisableMemberDialogProps) {
  const { username, userId } = member
  const { mutate, isPending, error } = useChange(updateMemberAction.bind(null, workspace), () => {
    toast(disabled ? `${username} may not enter this workspace now` : `${username} may enter this workspace again`)
    onClose()
  })
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={disabled ? `Disable ${username} in this workspace` : `Enable ${username} in this workspace`}
      description={
        disabled
          ? 'They are out at once, and their tokens and links stop working here. Role, groups and all that is theirs stay for when you enable them again.'
          : 'They come back with the role, the groups and all that was theirs.'
      }
      confirmLabel={disabled ? 'Disable person' : 'Enable person'}
      danger={disabled}
      pending={isPending}
      error={error}
      onConfirm={() => mutate({ userId, disabled })}
    />
  )
}
