'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { signInWithProviderAction } from '@/lib/sign-in/actions'
import { EntranceError } from './entrance-error'

/** The way in over the configured identity provider. */
export function ProviderForm({ name, next }: { name: string; next: string }) {
  const [{ failure }, submit, pending] = useActionState(signInWithProviderAction, { failure: null, entered: {} })
  return (
    <form action={submit} className="grid gap-4">
      {failure && <EntranceError>{failure.message}</EntranceError>}
      <input type="hidden" name="next" value={next} />
      <Button type="submit" size="lg" pending={pending}>
        Continue with {name}
      </Button>
      <div className="flex items-center gap-3 text-sm text-text-3">
        <span aria-hidden="true" className="h-px flex-1 bg-line" />
        or
        <span aria-hidden="true" className="h-px flex-1 bg-line" />
      </div>
    </form>
  )
}
