'use client'

import { toast } from 'sonner'
import { useChange } from '@/components/people/use-change'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { RelativeTime } from '@/components/ui/relative-time'
import { deleteTokenAction } from '@/lib/tokens/actions'

type RevokeTokenDialogProps = {
  token: { id: string; label: string; lastUsedAt: Date | null } | null
  onClose: () => void
  /** What ends it; unless told otherwise the person's own. */
  revoke?: typeof deleteTokenAction
  what?: 'token' | 'webhook'
}

/** Asks before a token ends; closed while `token` is null. */
export function RevokeTokenDialog({
  token,
  onClose,
  revoke = deleteTokenAction,
  what = 'token',
}: RevokeTokenDialogProps) {
  const { mutate, isPending, error, reset } = useChange(revoke, () => {
    toast(what === 'token' ? 'Token revoked' : 'Webhook revoked', { description: token?.label })
    onClose()
  })
  function close() {
    reset()
    onClose()
  }
  return (
    <ConfirmDialog
      open={token !== null}
      onOpenChange={close}
      title={`Revoke ${token?.label}`}
      description={
        <>
          Scripts and tools that use it are refused at once.{' '}
          {token?.lastUsedAt ? (
            <>
              It was last used <RelativeTime date={token.lastUsedAt} />.
            </>
          ) : (
            'It was never used.'
          )}{' '}
          This cannot be undone.
        </>
      }
      confirmLabel={`Revoke ${what}`}
      pending={isPending}
      error={error}
      onConfirm={() => token && mutate({ id: token.id })}
    />
  )
}
