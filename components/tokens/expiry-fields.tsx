'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { type Lifetime, lifetimes, type TokenDraft } from './token-draft'

export type TokenFieldsProps = {
  draft: TokenDraft
  errorOf: (field: string) => string[] | undefined
  onChange: (next: Partial<TokenDraft>) => void
}

const words: Record<Lifetime, string> = {
  '7': 'After 7 days',
  '30': 'After 30 days',
  '90': 'After 90 days',
  date: 'At the end of a day',
  never: 'Never',
}
const options = lifetimes.map((value) => ({ value, label: words[value] }))

/** When a token ends. */
export function ExpiryFields({ draft, errorOf, onChange }: TokenFieldsProps) {
  const byDay = draft.lifetime === 'date'
  const never = draft.lifetime === 'never'
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field
        label="Expires"
        help={never ? 'It works until you revoke it.' : undefined}
        error={byDay ? undefined : errorOf('expiresAt')}
        className={byDay ? undefined : 'sm:col-span-2'}
      >
        <Select
          options={options}
          value={draft.lifetime}
          onValueChange={(value) => onChange({ lifetime: lifetimes.find((each) => each === value) })}
        />
      </Field>
      {byDay && (
        <Field label="Last day" error={errorOf('expiresAt') && 'Choose a day in the future.'}>
          <Input type="date" value={draft.day} onChange={(event) => onChange({ day: event.target.value })} />
        </Field>
      )}
    </div>
  )
}
