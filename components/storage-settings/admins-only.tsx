import { Lock } from 'lucide-react'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState } from '@/components/ui/empty-state'

/** For members who come to a page of the admins. */
export function AdminsOnly() {
  return (
    <>
      <PageHeader title="Storage" />
      <EmptyState icon={<Lock />} title="Only admins set up storage">
        Which buckets this workspace uses is decided by its admins. Ask one of them for a change.
      </EmptyState>
    </>
  )
}
