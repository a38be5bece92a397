'use client'

import { useState } from 'react'
import { useChange } from '@/components/people/use-change'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { fieldError, formError } from '@/components/ui/field-error'
import { Input } from '@/components/ui/input'
import { createTokenAction } from '@/lib/tokens/actions'
import { ExpiryFields } from './expiry-fields'
import type { TokenWorkspace } from './new-token-dialog'
import { newTokenDraft, toTokenInput } from './token-draft'
import { TokenLimitFields } from './token-limit-fields'
import type { MadeToken } from './token-once'

type NewTokenFormProps = { workspaces: TokenWorkspace[]; onCancel: () => void; onMade: (made: MadeToken) => void }

/** What a token is for, how long it lives and what it may do. */
export function NewTokenForm({ workspaces, onCancel, onMade }: NewTokenFormProps) {
  const [draft, setDraft] = useState(newTokenDraft)
  const { mutate, isPending, error } = useChange(createTokenAction, ({ token }) =>
    onMade({ token, label: draft.label.trim(), workspace: draft.workspace || null }),
  )
  const fields = {
    draft,
    errorOf: (field: string) => fieldError(error, field),
    onChange: (next: Partial<typeof draft>) => setDraft({ ...draft, ...next }),
  }
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending) mutate(toTokenInput(draft, Date.now()))
      }}
    >
      <Field label="Label" help="What it is for, such as nightly export." error={fields.errorOf('label')}>
        <Input
          value={draft.label}
          onChange={(event) => fields.onChange({ label: event.target.value })}
          autoComplete="off"
          autoFocus
        />
      </Field>
      <ExpiryFields {...fields} />
      <TokenLimitFields {...fields} workspaces={workspaces} />
      {formError(error) ? <ErrorNote error={error} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending}>
          Create token
        </Button>
      </div>
    </form>
  )
}
