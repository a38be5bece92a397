'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import { useChange } from '@/components/people/use-change'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { fieldError, formError } from '@/components/ui/field-error'
import { Input } from '@/components/ui/input'
import { updateProfileAction } from '@/lib/people/actions'

/** Changes the own name. */
export function NameForm({ name }: { name: string }) {
  const [value, setValue] = useState(name)
  const { mutate, isPending, error } = useChange(updateProfileAction, () => toast('Name saved'))
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending) mutate({ name: value })
      }}
    >
      <Field label="Your name" error={fieldError(error, 'name')}>
        <Input value={value} onChange={(event) => setValue(event.target.value)} autoComplete="name" />
      </Field>
      {formError(error) ? <ErrorNote error={error} /> : null}
      <div>
        <Button type="submit" pending={isPending} disabled={value.trim() === name}>
          Save name
        </Button>
      </div>
    </form>
  )
}
