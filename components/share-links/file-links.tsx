'use client'

import { useQuery } from '@tanstack/react-query'
import { Link2Off } from 'lucide-react'
import { useState } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { ErrorNote } from '@/components/ui/error-note'
import { IconButton } from '@/components/ui/icon-button'
import { SkeletonRows } from '@/components/ui/skeleton-rows'
import { shareLinkQueries } from '@/lib/share-links/queries'
import type { ShareLink } from '@/lib/share-links/schema'
import { downloadsLabel, LinkEnd, LinkState } from './link-state'
import { RevokeDialog } from './revoke-dialog'
import type { SharedPlace } from './share-form'

/** The links that there are to a file, each with the way to take it back. */
export function FileLinks({ place }: { place: SharedPlace }) {
  const { workspace, storage, fileKey } = place
  const { data, error, isPending, refetch } = useQuery(shareLinkQueries.list(workspace, { storage, key: fileKey }))
  const [leaving, setLeaving] = useState<ShareLink | null>(null)
  if (isPending) return <SkeletonRows rows={2} label="Loading links" />
  if (error) return <ErrorNote error={error} title="The links could not be listed" onRetry={() => void refetch()} />
  if (data.length === 0) return null
  return (
    <section aria-label="Links to this file" className="mt-5 grid gap-1 border-t pt-3">
      <h3 className="font-medium">Links to this file</h3>
      <ul>
        {data.map((link) => (
          <FileLink key={link.id} link={link} onRevoke={() => setLeaving(link)} />
        ))}
      </ul>
      <RevokeDialog workspace={workspace} link={leaving} onClose={() => setLeaving(null)} />
    </section>
  )
}

function FileLink({ link, onRevoke }: { link: ShareLink; onRevoke: () => void }) {
  const name = link.label || 'Link'
  return (
    <li className="flex min-h-10 items-center gap-2 border-b py-1 last:border-b-0">
      <div className="grid min-w-0 flex-1">
        <span className="truncate">{link.isOwn ? name : `${name} by ${link.owner}`}</span>
        <span className="truncate text-sm text-text-2">
          <LinkEnd link={link} /> · {downloadsLabel(link)}
          {link.hasPassword && ' · password'}
        </span>
      </div>
      <LinkState link={link} />
      {link.url && <CopyButton value={link.url} what="link" />}
      <IconButton label={`Take back ${link.label || 'the link'}`} onClick={onRevoke}>
        <Link2Off />
      </IconButton>
    </li>
  )
}
