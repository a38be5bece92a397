'use client'

import { toast } from 'sonner'
import { Dialog } from '@/components/ui/dialog'
import { AddMemberForm } from './add-member-form'
import type { PasswordToHandOver } from './password-once'

type AddMemberDialogProps = {
  workspace: string
  superadmin: boolean
  open: boolean
  onOpenChange: (open: boolean) => void
  onPassword: (given: PasswordToHandOver) => void
}

/** Adds somebody to the workspace, and hands over the password of an account that was made on the way. */
export function AddMemberDialog({ workspace, superadmin, open, onOpenChange, onPassword }: AddMemberDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="sm"
      title="Add person"
      description="Somebody who has an account on this server joins the workspace at once."
    >
      <AddMemberForm
        workspace={workspace}
        superadmin={superadmin}
        onCancel={() => onOpenChange(false)}
        onAdded={({ email, username, password }) => {
          onOpenChange(false)
          if (password) onPassword({ email, password })
          else toast(`${username} is in this workspace now`)
        }}
      />
    </Dialog>
  )
}
