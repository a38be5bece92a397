'use client'

import { SearchX } from 'lucide-react'
import Link from 'next/link'
import { useParams } from 'next/navigation'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

/** For an address without a resource, or with one that the person may not see: both look alike. */
export function MissingResource() {
  const { workspace } = useParams<{ workspace: string }>()
  return (
    <>
      <PageHeader title="Resources" />
      <EmptyState
        icon={<SearchX />}
        title="There is no resource here that you may see"
        action={
          <Button asChild>
            <Link href={`/w/${workspace}/resources`}>All resources</Link>
          </Button>
        }
      >
        It may have been moved or deleted, or it belongs to somebody else. Its owner or an admin can tell.
      </EmptyState>
    </>
  )
}
