'use client'

import { Dialog } from '@/components/ui/dialog'
import { NewTokenForm } from './new-token-form'
import type { MadeToken } from './token-once'

/** A workspace that a token can be limited to. */
export type TokenWorkspace = { id: string; name: string }

type NewTokenDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  workspaces: TokenWorkspace[]
  onMade: (made: MadeToken) => void
}

/** Asks what a token is for and what it may do, and hands it over. */
export function NewTokenDialog({ open, onOpenChange, workspaces, onMade }: NewTokenDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New token"
      description="Give it only what its script needs: a token that leaks is worth no more than its limits."
    >
      <NewTokenForm
        workspaces={workspaces}
        onCancel={() => onOpenChange(false)}
        onMade={(made) => {
          onOpenChange(false)
          onMade(made)
        }}
      />
    </Dialog>
  )
}
