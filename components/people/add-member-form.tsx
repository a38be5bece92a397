'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { fieldError, formError } from '@/components/ui/field-error'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { AppError } from '@/lib/errors'
import { addMemberAction } from '@/lib/people/actions'
import { type Role, roleSchema } from '@/lib/people/schema'
import { usernameFrom } from '@/lib/people/username'
import { roleOptions } from './roles'
import { useChange } from './use-change'

type Added = { email: string; username: string; password: string | null }

type AddMemberFormProps = {
  workspace: string
  superadmin: boolean
  onCancel: () => void
  onAdded: (added: Added) => void
}

/** Who joins the workspace, as whom; superadmins can make the account here as well. */
export function AddMemberForm({ workspace, superadmin, onCancel, onAdded }: AddMemberFormProps) {
  const [email, setEmail] = useState('')
  const [username, setUsername] = useState('')
  const [role, setRole] = useState<Role>('developer')
  const [name, setName] = useState('')
  const [unknown, setUnknown] = useState<string | null>(null)
  const { mutate, isPending, error } = useChange(addMemberAction.bind(null, workspace), (added) =>
    onAdded({ email: email.trim(), username: added.username, password: added.temporaryPassword }),
  )
  const creates = superadmin && unknown === email
  function submit() {
    if (isPending) return
    const input = { email, username: username.trim() || undefined, role, newUser: creates ? { name } : undefined }
    mutate(input, { onError: (failure) => setUnknown(isUnknown(failure) ? email : unknown) })
  }
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Field label="E-mail" error={fieldError(error, 'email')}>
        <Input
          type="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          autoFocus
          autoComplete="off"
          required
        />
      </Field>
      {creates && (
        <Field label="Name of the new user" optional error={fieldError(error, 'newUser.name')}>
          <Input value={name} onChange={(event) => setName(event.target.value)} autoFocus autoComplete="off" />
        </Field>
      )}
      <Field label="Role" help={`${roleOptions.find(({ value }) => value === role)?.hint}.`}>
        <Select options={roleOptions} value={role} onValueChange={(value) => setRole(roleSchema.parse(value))} />
      </Field>
      <Field
        label="Username"
        optional
        help="In paths such as u/ada/key. Without one it is made from the address."
        error={fieldError(error, 'username')}
      >
        <Input
          mono
          value={username}
          placeholder={email.includes('@') ? usernameFrom(email.trim()) : undefined}
          onChange={(event) => setUsername(event.target.value)}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      {formError(error) ? <ErrorNote error={error} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending}>
          {creates ? 'Create and add' : 'Add person'}
        </Button>
      </div>
    </form>
  )
}

function isUnknown(error: Error): boolean {
  return error instanceof AppError && error.code === 'not_found' && error.fields?.email !== undefined
}
