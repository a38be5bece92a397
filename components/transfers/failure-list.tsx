'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { MiddleTruncate } from '@/components/ui/middle-truncate'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { transferQueries } from '@/lib/transfers/queries'

/** What a transfer could not take, and why. */
export function FailureList({ workspace, id }: { workspace: string; id: string }) {
  const { data, error, isPending, ...query } = useInfiniteQuery(transferQueries.failures(workspace, id))
  if (isPending) return <SkeletonRows rows={3} label="Loading what failed" />
  if (error)
    return <ErrorNote error={error} title="What failed could not be listed" onRetry={() => void query.refetch()} />
  const failures = data.pages.flatMap((page) => page.failures)
  return (
    <div className="max-h-72 overflow-y-auto rounded-md border">
      <Table aria-label="What failed" className="table-fixed">
        <thead>
          <Tr>
            <Th>File</Th>
            <Th>Reason</Th>
          </Tr>
        </thead>
        <tbody>
          {failures.map(({ id: failure, key, reason }) => (
            <Tr key={failure}>
              <Td className="align-baseline">
                <MiddleTruncate name={key} className="font-mono text-sm" />
              </Td>
              <Td className="align-baseline text-sm [overflow-wrap:anywhere]">{reason}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {query.hasNextPage && (
        <div className="p-2">
          <Button size="sm" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </div>
  )
}
