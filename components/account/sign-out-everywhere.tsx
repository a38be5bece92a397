'use client'

import { useState } from 'react'
import { useChange } from '@/components/people/use-change'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { endSessionsAction } from '@/lib/people/actions'

/** Ends every session of the own account, after asking. */
export function SignOutEverywhere() {
  const [open, setOpen] = useState(false)
  const { mutate, isPending, error } = useChange(endSessionsAction)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Sign out everywhere</Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Sign out everywhere"
        description="Every browser that is signed in to your account is signed out, this one included."
        confirmLabel="Sign out everywhere"
        danger={false}
        pending={isPending}
        error={error}
        onConfirm={() => mutate({})}
      />
    </>
  )
}
