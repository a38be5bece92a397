'use client'

import { useRef } from 'react'
import { toast } from 'sonner'
import { useChange } from '@/components/people/use-change'
import { PasswordInput } from '@/components/sign-in/password-input'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { fieldError, formError } from '@/components/ui/field-error'
import { changePasswordAction } from '@/lib/people/actions'

/** Replaces the own password, for whoever knows the present one. */
export function ChangePasswordForm({ email }: { email: string }) {
  const form = useRef<HTMLFormElement>(null)
  const { mutate, isPending, error } = useChange(changePasswordAction, () => {
    form.current?.reset()
    toast('Password changed', { description: 'Every other session has ended.' })
  })
  return (
    <form
      ref={form}
      method="post"
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        const entered = new FormData(event.currentTarget)
        const text = (name: string) => String(entered.get(name) ?? '')
        if (!isPending) mutate({ current: text('current'), password: text('password'), repeated: text('repeated') })
      }}
    >
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field label="Current password" error={fieldError(error, 'current')}>
        <PasswordInput name="current" autoComplete="current-password" />
      </Field>
      <Field label="New password" help="At least 8 characters." error={fieldError(error, 'password')}>
        <PasswordInput name="password" autoComplete="new-password" />
      </Field>
      <Field label="New password again" error={fieldError(error, 'repeated')}>
        <PasswordInput name="repeated" autoComplete="new-password" />
      </Field>
      {formError(error) ? <ErrorNote error={error} /> : null}
      <div>
        <Button type="submit" pending={isPending}>
          Change password
        </Button>
      </div>
    </form>
  )
}
