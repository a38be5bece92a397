'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { signInAction } from '@/lib/sign-in/actions'
import { EntranceError } from './entrance-error'
import { PasswordInput } from './password-input'

/** E-mail and password. Works before the page's scripts do. */
export function SignInForm({ next, problem }: { next: string; problem?: string }) {
  const [state, submit, pending] = useActionState(signInAction, { failure: null, entered: {} })
  const { failure, entered } = state
  const sentence = failure ? (failure.fields ? null : failure.message) : problem
  return (
    <form action={submit} noValidate className="grid gap-4">
      {sentence && !pending && <EntranceError>{sentence}</EntranceError>}
      <input type="hidden" name="next" value={next} />
      <Field label="E-mail" error={failure?.fields?.email}>
        <Input
          key={entered.email}
          name="email"
          type="email"
          autoComplete="username"
          autoFocus={!entered.email}
          required
          defaultValue={entered.email}
        />
      </Field>
      <Field label="Password" error={failure?.fields?.password}>
        <PasswordInput name="password" autoComplete="current-password" autoFocus={Boolean(entered.email)} />
      </Field>
      <Button type="submit" variant="primary" size="lg" pending={pending}>
        Sign in
      </Button>
    </form>
  )
}
