'use client'

import { toast } from 'sonner'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { visibleName } from '@/components/ui/visible-name'
import { revokeShareLinkAction } from '@/lib/share-links/actions'
import type { ShareLink } from '@/lib/share-links/schema'
import { useShareChange } from './use-share-change'

type RevokeDialogProps = { workspace: string; link: ShareLink | null; onClose: () => void }

/** Asks before a link is taken back; closed while `link` is null. */
export function RevokeDialog({ workspace, link, onClose }: RevokeDialogProps) {
  const { mutate, isPending, error, reset } = useShareChange(workspace, revokeShareLinkAction)
  function close() {
    reset()
    onClose()
  }
  function revoke() {
    if (!link) return
    const onSuccess = () => {
      toast('The link is taken back')
      close()
    }
    mutate({ id: link.id }, { onSuccess })
  }
  return (
    <ConfirmDialog
      open={link !== null}
      onOpenChange={close}
      title="Take this link back"
      description={
        <>
          Nobody gets <span className="break-all text-text">{visibleName(link?.key.split('/').at(-1) ?? '')}</span> with
          it any more, at once. It cannot be given out again; another link can be made.
        </>
      }
      confirmLabel="Take back"
      pending={isPending}
      error={error}
      onConfirm={revoke}
    />
  )
}
