'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useSyncExternalStore } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { ProgressBar } from '@/components/ui/progress-bar'
import { trayClasses } from '@/components/ui/tray-stack'
import { objectQueries } from '@/lib/objects/queries'
import { transferQueries } from '@/lib/transfers/queries'
import { isActive, type Transfer } from '@/lib/transfers/schema'
import { TransferControls } from './transfer-controls'
import { outcomeLabel, placeLabel, progressLabel, progressOf, titleOf } from './transfer-words'
import { watchedTransfers } from './watched-transfers'

const SHOWN_AFTER_MS = 12_000
const SHOWN = 4
const NONE: readonly string[] = []

/** How the person's transfers are doing, wherever one is in the workspace. */
export function TransferTray({ workspace }: { workspace: string }) {
  const ids = useSyncExternalStore(watchedTransfers.subscribe, watchedTransfers.read, () => NONE)
  const active = useQuery(transferQueries.active(workspace))
  useEffect(() => {
    const found = active.data?.transfers.filter(({ dryRun }) => !dryRun) ?? []
    watchedTransfers.add(found.map(({ id }) => id))
  }, [active.data])
  if (ids.length === 0) return null
  return (
    <section aria-label="Transfers" className={trayClasses}>
      <ul className="divide-y">
        {ids.slice(0, SHOWN).map((id) => (
          <TrayLine key={id} workspace={workspace} id={id} />
        ))}
      </ul>
      <Link
        href={`/w/${workspace}/transfers`}
        className="block border-t px-3 py-1.5 text-sm text-text-2 hover:bg-hover hover:text-text"
      >
        {ids.length > SHOWN ? `All transfers, ${ids.length - SHOWN} more at work` : 'All transfers'}
      </Link>
    </section>
  )
}

function TrayLine({ workspace, id }: { workspace: string; id: string }) {
  const { data: transfer, error } = useQuery(transferQueries.one(workspace, id))
  useRefreshLists(workspace, transfer)
  useDismissLater(transfer)
  // Of another workspace, or forgotten meanwhile.
  useEffect(() => {
    if (error) watchedTransfers.dismiss(id)
  }, [error, id])
  if (!transfer) return null
  const working = isActive(transfer.status)
  return (
    <li className="grid gap-1.5 px-3 pt-2 pb-2.5">
      <div className="flex items-center gap-1">
        <p role="status" className="min-w-0 flex-1 truncate font-medium">
          {titleOf(transfer)}
        </p>
        <TransferControls workspace={workspace} transfer={transfer} />
        {!working && (
          <IconButton label="Close" size="sm" onClick={() => watchedTransfers.dismiss(id)}>
            <X />
          </IconButton>
        )}
      </div>
      {working && <ProgressBar label={titleOf(transfer)} value={progressOf(transfer).share} />}
      <p className="truncate text-sm text-text-2">
        {working ? progressLabel(transfer) : `${outcomeLabel(transfer)} · ${placeLabel(transfer.target, transfer.to)}`}
      </p>
      {transfer.error && <p className="text-bad text-sm [overflow-wrap:anywhere]">{transfer.error}</p>}
      {transfer.counts.failed.objects > 0 && (
        <Link
          href={`/w/${workspace}/transfers?open=${id}`}
          className="justify-self-start font-medium text-accent text-sm hover:underline"
        >
          See what failed
        </Link>
      )}
    </li>
  )
}

/** Lists show what arrived, at the latest when all is through. */
function useRefreshLists(workspace: string, transfer: Transfer | undefined) {
  const client = useQueryClient()
  const moved = transfer?.counts.done.objects ?? 0
  const status = transfer?.status
  useEffect(() => {
    if (moved === 0 && (status === undefined || status === 'running' || status === 'waiting')) return
    const queryKey = objectQueries.all(workspace)
    if (status !== 'running' || client.isFetching({ queryKey }) === 0) void client.invalidateQueries({ queryKey })
  }, [client, workspace, moved, status])
}

/** Nobody has to put away what went well. */
function useDismissLater(transfer: Transfer | undefined) {
  const id = transfer?.id
  const well = transfer?.status === 'cancelled' || (transfer?.status === 'done' && transfer.counts.failed.objects === 0)
  useEffect(() => {
    if (!well || id === undefined) return
    const timer = setTimeout(() => watchedTransfers.dismiss(id), SHOWN_AFTER_MS)
    return () => clearTimeout(timer)
  }, [well, id])
}
