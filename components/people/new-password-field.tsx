'use client'

import { PasswordInput } from '@/components/sign-in/password-input'
import { Field } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'

/** A password that a superadmin gives: `undefined` makes one up, which is then shown once. */
export function NewPasswordField(props: {
  value: string | undefined
  onValueChange: (value: string | undefined) => void
  error?: string[]
}) {
  const { value, onValueChange, error } = props
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-medium">Password</span>
        <Segmented
          label="Password"
          value={value === undefined ? 'made' : 'typed'}
          onValueChange={(kind) => onValueChange(kind === 'made' ? undefined : '')}
          options={[
            { value: 'made', label: 'Make one up' },
            { value: 'typed', label: 'Type one' },
          ]}
        />
      </div>
      {value === undefined ? (
        <p className="text-sm text-text-2">It is shown once, for you to hand over.</p>
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
