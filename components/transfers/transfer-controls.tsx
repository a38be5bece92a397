'use client'

import { Pause, Play, X } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import { cancelTransferAction, pauseTransferAction, resumeTransferAction } from '@/lib/transfers/actions'
import { isActive, type Transfer } from '@/lib/transfers/schema'
import { whatOf } from './transfer-words'
import { useTransferChange } from './use-transfer-change'

/** Hold, go on, and end, as far as the transfer may be. */
export function TransferControls({ workspace, transfer }: { workspace: string; transfer: Transfer }) {
  const pause = useTransferChange(workspace, pauseTransferAction)
  const resume = useTransferChange(workspace, resumeTransferAction)
  const cancel = useTransferChange(workspace, cancelTransferAction)
  const { id, status } = transfer
  const what = whatOf(transfer)
  return (
    <span className="inline-flex">
      {isActive(status) && (
        <IconButton label={`Pause ${what}`} size="sm" onClick={() => pause.mutate({ id })} disabled={pause.isPending}>
          <Pause />
        </IconButton>
      )}
      {(status === 'paused' || status === 'failed') && (
        <IconButton
          label={`Go on with ${what}`}
          size="sm"
          onClick={() => resume.mutate({ id })}
          disabled={resume.isPending}
        >
          <Play />
        </IconButton>
      )}
      {(isActive(status) || status === 'paused') && (
        <IconButton
          label={`Cancel ${what}`}
          size="sm"
          onClick={() => cancel.mutate({ id })}
          disabled={cancel.isPending}
        >
          <X />
        </IconButton>
      )}
    </span>
  )
}
