import { Database } from 'lucide-react'
import Link from 'next/link'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

/** A workspace that no bucket is linked to yet. */
export function NoStorage({ workspace, isAdmin }: { workspace: string; isAdmin: boolean }) {
  return (
    <>
      <PageHeader title="Explorer" />
      <EmptyState
        icon={<Database />}
        title="No storage is linked to this workspace yet"
        action={
          isAdmin && (
            <Button variant="primary" asChild>
              <Link href={`/w/${encodeURIComponent(workspace)}/settings/storage`}>Choose a storage</Link>
            </Button>
          )
        }
      >
        {isAdmin
          ? 'Link a bucket or a folder on disk, and everybody in the workspace can work with its files.'
          : 'An admin of the workspace links a bucket or a folder on disk.'}
      </EmptyState>
    </>
  )
}
