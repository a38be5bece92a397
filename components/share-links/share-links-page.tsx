'use client'

import { useQuery } from '@tanstack/react-query'
import { Link2 } from 'lucide-react'
import { useState } from 'react'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import { ActionsTh, Table, Th, Tr } from '@/components/ui/table'
import { shareLinkQueries } from '@/lib/share-links/queries'
import type { ShareLink } from '@/lib/share-links/schema'
import { RevokeDialog } from './revoke-dialog'
import { ShareLinkRow } from './share-link-row'

type ShareLinksPageProps = { workspace: string; isAdmin: boolean }

/** What the person shares; for admins, what everybody shares. */
export function ShareLinksPage({ workspace, isAdmin }: ShareLinksPageProps) {
  return (
    <>
      <PageHeader title="Share links" />
      <ShareLinkList workspace={workspace} isAdmin={isAdmin} />
    </>
  )
}

function ShareLinkList({ workspace, isAdmin }: ShareLinksPageProps) {
  const { data, error, isPending, refetch } = useQuery(shareLinkQueries.list(workspace))
  const [leaving, setLeaving] = useState<ShareLink | null>(null)
  if (isPending) return <SkeletonRows label="Loading links" />
  if (error)
    return (
      <div className="p-gutter">
        <ErrorNote error={error} title="The links could not be listed" onRetry={() => void refetch()} />
      </div>
    )
  if (data.length === 0)
    return (
      <EmptyState icon={<Link2 />} title="Nothing is shared">
        Open a file in the explorer and choose Share: whoever gets the link downloads the file without an account.
      </EmptyState>
    )
  return (
    <>
      <Table aria-label="Share links">
        <thead>
          <Tr>
            <Th>File</Th>
            <Th className="max-lg:hidden">For whom</Th>
            {isAdmin && <Th className="max-md:hidden">Shared by</Th>}
            <Th className="max-md:hidden">Ends</Th>
            <Th className="max-md:hidden">Use</Th>
            <Th>State</Th>
            <ActionsTh />
          </Tr>
        </thead>
        <tbody>
          {data.map((link) => (
            <ShareLinkRow key={link.id} link={link} isAdmin={isAdmin} onRevoke={() => setLeaving(link)} />
          ))}
        </tbody>
      </Table>
      <RevokeDialog workspace={workspace} link={leaving} onClose={() => setLeaving(null)} />
    </>
  )
}
