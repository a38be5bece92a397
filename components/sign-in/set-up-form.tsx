'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { setUpAction } from '@/lib/sign-in/actions'
import { EntranceError } from './entrance-error'
import { PasswordInput } from './password-input'

/** Makes the first admin. */
export function SetUpForm() {
  const [{ failure, entered }, submit, pending] = useActionState(setUpAction, { failure: null, entered: {} })
  return (
    <form action={submit} noValidate className="grid gap-4">
      {failure && !failure.fields && !pending && <EntranceError>{failure.message}</EntranceError>}
      <Field label="E-mail" error={failure?.fields?.email}>
        <Input
          key={entered.email}
          name="email"
          type="email"
          autoComplete="username"
          autoFocus
          required
          defaultValue={entered.email}
        />
      </Field>
      <Field label="Name" optional error={failure?.fields?.name}>
        <Input key={entered.name} name="name" autoComplete="name" defaultValue={entered.name} />
      </Field>
      <Field label="Password" help="At least 8 characters." error={failure?.fields?.password}>
        <PasswordInput name="password" autoComplete="new-password" />
      </Field>
      <Field label="Password again" error={failure?.fields?.repeated}>
        <PasswordInput name="repeated" autoComplete="new-password" />
      </Field>
      <Button type="submit" variant="primary" size="lg" pending={pending}>
        Create the first admin
      </Button>
    </form>
  )
}
