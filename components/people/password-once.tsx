'use client'

import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog } from '@/components/ui/dialog'

export type PasswordToHandOver = { email: string; password: string }

/** Shows a password that was made up here, this once. */
export function PasswordOnce({ given, onClose }: { given: PasswordToHandOver | null; onClose: () => void }) {
  return (
    <Dialog
      open={given !== null}
      onOpenChange={onClose}
      size="sm"
      title="Hand over this password"
      description={
        <>
          It opens the account of <span className="break-all text-text">{given?.email}</span> and is shown only now. Ask
          them to change it under Account.
        </>
      }
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className="flex items-center gap-2 rounded-md border bg-sunken px-3 py-2">
        <code className="min-w-0 flex-1 select-all break-all text-base">{given?.password}</code>
        <CopyButton value={given?.password ?? ''} what="password" />
      </div>
    </Dialog>
  )
}
