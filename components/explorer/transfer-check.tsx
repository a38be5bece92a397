'use client'

import { useQuery } from '@tanstack/react-query'
import { FailureList } from '@/components/transfers/failure-list'
import { progressLabel, progressOf } from '@/components/transfers/transfer-words'
import { Button } from '@/components/ui/button'
import { countOf } from '@/components/ui/count-of'
import { ErrorNote } from '@/components/ui/error-note'
import { formatBytes } from '@/components/ui/format-bytes'
import { ProgressBar } from '@/components/ui/progress-bar'
import { AppError } from '@/lib/errors'
import { transferQueries } from '@/lib/transfers/queries'
import { type Counts, isActive, type Transfer } from '@/lib/transfers/schema'
import { useExplorer } from './explorer-context'

type TransferCheckProps = {
  verb: string
  id: string
  onBack: () => void
  onStart: () => void
  starting: boolean
  error: unknown
}

/** What a transfer would do, found out without doing it. */
export function TransferCheck({ verb, id, onBack, onStart, starting, error }: TransferCheckProps) {
  const { workspace } = useExplorer()
  const { data: transfer, error: failure } = useQuery(transferQueries.one(workspace, id))
  const working = !transfer || isActive(transfer.status)
  const stopped = transfer?.error ? new AppError('unavailable', transfer.error) : failure
  const nothing = transfer?.counts.done.objects === 0
  return (
    <div className="grid gap-3">
      {working && !stopped && <Working transfer={transfer} />}
      {stopped && <ErrorNote error={stopped} title="It could not be found out" />}
      {transfer && !working && !stopped && (
        <>
          <Findings counts={transfer.counts} moved={transfer.kind === 'move'} />
          {transfer.counts.failed.objects > 0 && <FailureList workspace={workspace} id={id} />}
        </>
      )}
      {error ? <ErrorNote error={error} title="It did not start" /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onBack}>Back</Button>
        <Button variant="primary" disabled={working || nothing} pending={starting} onClick={onStart}>
          {transfer && !working && !nothing ? `${verb} ${countOf(transfer.counts.done.objects, 'file')}` : verb}
        </Button>
      </div>
    </div>
  )
}

function Working({ transfer }: { transfer: Transfer | undefined }) {
  return (
    <div className="grid gap-2">
      <p role="status">{transfer ? progressLabel(transfer) : 'Looking what is there'}</p>
      <ProgressBar label="Checking" value={transfer && progressOf(transfer).share} />
    </div>
  )
}

function Findings({ counts, moved }: { counts: Counts; moved: boolean }) {
  const { done, skipped, conflicts, unreadable, undeletable, unwritable, failed } = counts
  const others = failed.objects - unreadable - undeletable - unwritable
  const lines: [number, string][] = [
    [1, `${countOf(done.objects, 'file')} would be ${moved ? 'moved' : 'copied'}, ${formatBytes(done.bytes)}`],
    [conflicts, `${countOf(conflicts, 'name')} taken at the target`],
    [skipped.objects, `${countOf(skipped.objects, 'file')} would be skipped`],
    [unreadable, `${countOf(unreadable, 'file')} that you may not read`],
    [undeletable, `${countOf(undeletable, 'file')} that you may not delete here`],
    [unwritable, `${countOf(unwritable, 'file')} that you may not write there`],
    [others, `${countOf(others, 'file')} that could not be looked at`],
  ]
  return (
    <ul role="status" aria-label="What would happen" className="grid gap-1 rounded-md border bg-sunken px-3 py-2">
      {lines.map(([count, text]) => count > 0 && <li key={text}>{text}</li>)}
    </ul>
  )
}
