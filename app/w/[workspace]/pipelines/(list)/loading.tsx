import { PageHeader } from '@/components/shell/page-header'
import { SkeletonRows } from '@/components/ui/skeleton-rows'

export default function Loading() {
  return (
    <>
      <PageHeader title="Pipelines" />
      <SkeletonRows />
    </>
  )
}
