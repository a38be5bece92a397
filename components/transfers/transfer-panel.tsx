'use client'

import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { ProgressBar } from '@/components/ui/progress-bar'
import { RelativeTime } from '@/components/ui/relative-time'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import { deleteTransferAction, retryTransferAction } from '@/lib/transfers/actions'
import { failuresCsvUrl, transferQueries } from '@/lib/transfers/queries'
import { isActive, type Transfer } from '@/lib/transfers/schema'
import { FailureList } from './failure-list'
import { outcomeLabel, placeLabel, policyLabels, progressLabel, progressOf, titleOf } from './transfer-words'
import { useTransferChange } from './use-transfer-change'
import { watchedTransfers } from './watched-transfers'

type TransferPanelProps = { workspace: string; id: string; mayChange: boolean; onClose: () => void }

/** Everything about one transfer: how far it is, what failed and why, and what can be done about that. */
export function TransferPanel({ workspace, id, mayChange, onClose }: TransferPanelProps) {
  const { data: transfer, error } = useQuery(transferQueries.one(workspace, id))
  return (
    <Dialog open onOpenChange={onClose} size="lg" title={transfer ? titleOf(transfer) : 'Transfer'}>
      {error && <ErrorNote error={error} title="The transfer could not be shown" />}
      {!transfer && !error && <SkeletonRows rows={4} label="Loading the transfer" />}
      {transfer && <Details {...{ workspace, transfer, mayChange, onClose }} />}
    </Dialog>
  )
}

type DetailsProps = { workspace: string; transfer: Transfer; mayChange: boolean; onClose: () => void }

function Details({ workspace, transfer, mayChange, onClose }: DetailsProps) {
  const working = isActive(transfer.status)
  return (
    <div className="grid gap-3">
      {working && <ProgressBar label={titleOf(transfer)} value={progressOf(transfer).share} />}
      <p role="status">{working ? progressLabel(transfer) : outcomeLabel(transfer)}</p>
      {transfer.error && <p className="text-bad [overflow-wrap:anywhere]">{transfer.error}</p>}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm [&_dt]:text-text-2">
        <dt>From</dt>
        <dd className="[overflow-wrap:anywhere]">{placeLabel(transfer.source, transfer.from)}</dd>
        <dt>To</dt>
        <dd className="[overflow-wrap:anywhere]">{placeLabel(transfer.target, transfer.to)}</dd>
        <dt>A file that is there</dt>
        <dd>{policyLabels[transfer.conflict]}</dd>
        <dt>Checked by</dt>
        <dd>{transfer.verify === 'read_back' ? 'reading every copy back' : 'checksums'}</dd>
        <dt>Started</dt>
        <dd>
          <RelativeTime date={transfer.createdAt} /> by {transfer.startedBy}
        </dd>
      </dl>
      {transfer.counts.failed.objects > 0 && <FailureList workspace={workspace} id={transfer.id} />}
      <PanelButtons {...{ workspace, transfer, mayChange, onClose }} />
    </div>
  )
}

function PanelButtons({ workspace, transfer, mayChange, onClose }: DetailsProps) {
  const retry = useTransferChange(workspace, retryTransferAction)
  const forget = useTransferChange(workspace, deleteTransferAction)
  const failed = transfer.counts.failed.objects > 0
  if (isActive(transfer.status) && !failed) return null
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {!isActive(transfer.status) && transfer.status !== 'paused' && (
        <Button
          className="mr-auto"
          pending={forget.isPending}
          onClick={() => forget.mutate({ id: transfer.id }, { onSuccess: onClose })}
        >
          Remove from the list
        </Button>
      )}
      {failed && (
        <Button asChild>
          <a href={failuresCsvUrl(workspace, transfer.id)} download>
            <Download />
            Download as CSV
          </a>
        </Button>
      )}
      {failed && mayChange && !transfer.dryRun && !isActive(transfer.status) && (
        <Button
          variant="primary"
          pending={retry.isPending}
          onClick={() =>
            retry.mutate(
              { id: transfer.id },
              {
                onSuccess: ({ id }) => {
                  watchedTransfers.add([id])
                  onClose()
                },
              },
            )
          }
        >
          Try those again
        </Button>
      )}
    </div>
  )
}
