'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { fieldError, formError } from '@/components/ui/field-error'
import { resetPasswordAction } from '@/lib/people/actions'
import type { InstanceUser } from '@/lib/people/schema'
import { NewPasswordField } from './new-password-field'
import type { PasswordToHandOver } from './password-once'
import { useChange } from './use-change'

type ResetPasswordDialogProps = {
  user: InstanceUser | null
  onClose: () => void
  onPassword: (given: PasswordToHandOver) => void
}

/** Asks before an account gets a new password, and hands that over; closed while `user` is null. */
export function ResetPasswordDialog({ user, onClose, onPassword }: ResetPasswordDialogProps) {
  return (
    <Dialog
      open={user !== null}
      onOpenChange={onClose}
      size="sm"
      title={user?.hasPassword === false ? 'Give a password' : 'Reset password'}
      description={
        <>
          <span className="break-all font-medium text-text">{user?.email}</span> is signed out everywhere and signs in
          with the new password from then on.
        </>
      }
    >
      {user && <ResetPasswordForm user={user} onClose={onClose} onPassword={onPassword} />}
    </Dialog>
  )
}

function ResetPasswordForm({ user, onClose, onPassword }: ResetPasswordDialogProps & { user: InstanceUser }) {
  const [password, setPassword] = useState<string | undefined>()
  const { mutate, isPending, error } = useChange(resetPasswordAction, ({ temporaryPassword }) => {
    onClose()
    if (temporaryPassword) onPassword({ email: user.email, password: temporaryPassword })
    else toast(`The password of ${user.email} is changed`)
  })
  return (
    <form
      className="grid gap-4"
      method="post"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending) mutate({ userId: user.id, password })
      }}
    >
      <NewPasswordField
        value={password}
        onValueChange={(value) => setPassword(value ?? undefined)}
        error={fieldError(error, 'password')}
      />
      {formError(error) ? <ErrorNote error={error} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending}>
          Set new password
        </Button>
      </div>
    </form>
  )
}
