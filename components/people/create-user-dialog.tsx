'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { fieldError, formError } from '@/components/ui/field-error'
import { Input } from '@/components/ui/input'
import { Switch } from '@/components/ui/switch'
import { createUserAction } from '@/lib/people/actions'
import { type GivenPassword, NewPasswordField } from './new-password-field'
import type { PasswordToHandOver } from './password-once'
import { useChange } from './use-change'

type CreateUserDialogProps = {
  /** Whether people can do without a password. */
  singleSignOn: boolean
  open: boolean
  onOpenChange: (open: boolean) => void
  onPassword: (given: PasswordToHandOver) => void
}

/** Makes an account on this server, and hands over its password when it was made up here. */
export function CreateUserDialog({ singleSignOn, open, onOpenChange, onPassword }: CreateUserDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} size="sm" title="New user">
      <CreateUserForm
        singleSignOn={singleSignOn}
        onCancel={() => onOpenChange(false)}
        onCreated={({ email, temporaryPassword: password }) => {
          onOpenChange(false)
          if (password) onPassword({ email, password })
          else toast(`${email} can sign in now`)
        }}
      />
    </Dialog>
  )
}

type CreateUserFormProps = {
  singleSignOn: boolean
  onCancel: () => void
  onCreated: (user: { email: string; temporaryPassword: string | null }) => void
}

function CreateUserForm({ singleSignOn, onCancel, onCreated }: CreateUserFormProps) {
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [password, setPassword] = useState<GivenPassword>()
  const [superadmin, setSuperadmin] = useState(false)
  const { mutate, isPending, error } = useChange(createUserAction, onCreated)
  return (
    <form
      noValidate
      className="grid gap-4"
      method="post"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending) mutate({ email, name, password, superadmin })
      }}
    >
      <Field label="E-mail" error={fieldError(error, 'email')}>
        <Input
          type="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          autoComplete="off"
          autoFocus
          required
        />
      </Field>
      <Field label="Name" optional error={fieldError(error, 'name')}>
        <Input value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" />
      </Field>
      <NewPasswordField
        optional={singleSignOn}
        value={password}
        onValueChange={setPassword}
        error={fieldError(error, 'password')}
      />
      <Switch
        label="Superadmin"
        help="Can do everything on this server: users, workspaces and all that is in them."
        checked={superadmin}
        onCheckedChange={setSuperadmin}
      />
      {formError(error) ? <ErrorNote error={error} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending}>
          Create user
        </Button>
      </div>
    </form>
  )
}
