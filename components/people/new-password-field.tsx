'use client'

import { PasswordInput } from '@/components/sign-in/password-input'
import { Field } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'

/** `undefined` makes one up, which is then shown once; `null` is none at all. */
export type GivenPassword = string | null | undefined

type NewPasswordFieldProps = {
  value: GivenPassword
  onValueChange: (value: GivenPassword) => void
  /** Whether somebody can do without a password. */
  optional?: boolean
  error?: string[]
}

/** A password that a superadmin gives. */
export function NewPasswordField({ value, onValueChange, optional = false, error }: NewPasswordFieldProps) {
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-medium">Password</span>
        <Segmented
          label="Password"
          value={kindOf(value)}
          onValueChange={(kind) => onValueChange(initial[kind])}
          options={[
            { value: 'made', label: 'Make one up' },
            { value: 'typed', label: 'Type one' },
            ...(optional ? [{ value: 'none', label: 'None' }] : []),
          ]}
        />
      </div>
      {typeof value !== 'string' ? (
        <p className="text-sm text-text-2">{notes[value === null ? 'none' : 'made']}</p>
      ) : (
        <Field label={<span className="sr-only">New password</span>} help="At least 8 characters." error={error}>
          <PasswordInput
            value={value}
            onChange={(event) => onValueChange(event.target.value)}
            autoComplete="new-password"
            autoFocus
          />
        </Field>
      )}
    </div>
  )
}

const initial: Record<string, GivenPassword> = { made: undefined, typed: '', none: null }

const notes = {
  made: 'It is shown once, for you to hand over.',
  none: 'They sign in by single sign-on, with the address that is verified there.',
}

function kindOf(value: GivenPassword): string {
  if (value === null) return 'none'
  return value === undefined ? 'made' : 'typed'
}
