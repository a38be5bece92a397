'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { ScrollText } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format-bytes'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import { Table, Th, Tr } from '@/components/ui/table'
import { type AuditSearch, auditQueries } from '@/lib/audit/queries'
import type { AuditEntry } from '@/lib/audit/schema'
import { AuditRow } from './audit-row'

type AuditListProps = { workspace: string; search: AuditSearch; isFiltered: boolean }

/** Entries, newest first, loaded page by page. */
export function AuditList({ workspace, search, isFiltered }: AuditListProps) {
  const query = useInfiniteQuery(auditQueries.list(workspace, search))
  const { data, error, isPending } = query
  if (isPending) return <SkeletonRows label="Loading the audit log" />
  if (error && !data)
    return (
      <div className="p-gutter">
        <ErrorNote error={error} title="The audit log could not be read" onRetry={() => void query.refetch()} />
      </div>
    )
  const entries = data.pages.flat()
  if (entries.length === 0) return <NoEntries isFiltered={isFiltered} />
  return (
    <>
      <EntryTable entries={entries} showWorkspace={search.all_workspaces !== ''} />
      <div className="flex items-center gap-3 px-gutter py-2.5 text-sm text-text-2">
        <span role="status">
          {formatCount(entries.length)} {entries.length === 1 ? 'entry' : 'entries'}
          {query.hasNextPage && ' loaded, older ones below'}
        </span>
        {query.hasNextPage && (
          <Button size="sm" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Load older
          </Button>
        )}
        {error && <ErrorNote error={error} title="Older entries could not be read" />}
      </div>
    </>
  )
}

function NoEntries({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered)
    return (
      <EmptyState icon={<ScrollText />} title="No entry matches">
        Nothing of the kind was done in that time, or not by that person.
      </EmptyState>
    )
  return (
    <EmptyState icon={<ScrollText />} title="Nothing was done yet">
      Every change in this workspace is kept here: who made it, to which path, from where, and with which token.
    </EmptyState>
  )
}

function EntryTable({ entries, showWorkspace }: { entries: AuditEntry[]; showWorkspace: boolean }) {
  return (
    <Table aria-label="Audit log">
      <thead>
        <Tr>
          <Th>When</Th>
          <Th>Who</Th>
          {showWorkspace && <Th className="max-md:hidden">Workspace</Th>}
          <Th>What</Th>
          <Th className="max-md:hidden">Path</Th>
          <Th className="max-lg:hidden">From</Th>
          <Th className="max-lg:hidden">Token</Th>
        </Tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} showWorkspace={showWorkspace} />
        ))}
      </tbody>
    </Table>
  )
}
