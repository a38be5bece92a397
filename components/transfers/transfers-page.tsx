'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { ArrowRightLeft } from 'lucide-react'
import { useState } from 'react'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import { ActionsTh, Table, Th, Tr } from '@/components/ui/table'
import { transferQueries } from '@/lib/transfers/queries'
import { TransferPanel } from './transfer-panel'
import { TransferRow } from './transfer-row'

type TransfersPageProps = {
  workspace: string
  isAdmin: boolean
  mayChange: boolean
  /** The transfer that is shown at first. */
  open: string | null
}

/** What was copied and moved between storages, and what is being; for admins, of everybody. */
export function TransfersPage({ open, ...props }: TransfersPageProps) {
  const [shown, setShown] = useState(open)
  return (
    <>
      <PageHeader title="Transfers" />
      <TransferList {...props} onOpen={setShown} />
      {shown !== null && <TransferPanel {...props} id={shown} onClose={() => setShown(null)} />}
    </>
  )
}

type TransferListProps = Omit<TransfersPageProps, 'open' | 'mayChange'> & { onOpen: (id: string) => void }

function TransferList({ workspace, isAdmin, onOpen }: TransferListProps) {
  const { data, error, isPending, ...query } = useInfiniteQuery(transferQueries.list(workspace))
  if (isPending) return <SkeletonRows label="Loading transfers" />
  if (error)
    return (
      <div className="p-gutter">
        <ErrorNote error={error} title="The transfers could not be listed" onRetry={() => void query.refetch()} />
      </div>
    )
  const transfers = data.pages.flatMap((page) => page.transfers)
  if (transfers.length === 0)
    return (
      <EmptyState icon={<ArrowRightLeft />} title="Nothing was transferred yet">
        Select files or folders in the explorer and choose Copy or Move: they go to another folder or another storage
        while you do something else.
      </EmptyState>
    )
  return (
    <>
      <Table aria-label="Transfers">
        <thead>
          <Tr>
            <Th>What</Th>
            <Th className="max-md:hidden">Outcome</Th>
            {isAdmin && <Th className="max-lg:hidden">Started by</Th>}
            <Th className="max-md:hidden">When</Th>
            <Th>State</Th>
            <ActionsTh />
          </Tr>
        </thead>
        <tbody>
          {transfers.map((transfer) => (
            <TransferRow key={transfer.id} {...{ workspace, transfer, isAdmin }} onOpen={() => onOpen(transfer.id)} />
          ))}
        </tbody>
      </Table>
      {query.hasNextPage && (
        <div className="p-gutter">
          <Button pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      )}
    </>
  )
}
