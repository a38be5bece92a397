import { Lock } from 'lucide-react'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState } from '@/components/ui/empty-state'

/** For operators who come to a page where something would be made or changed. */
export function OperatorsOnlyLook({ title }: { title: string }) {
  return (
    <>
      <PageHeader title={title} />
      <EmptyState icon={<Lock />} title="Operators change nothing">
        You run and browse in this workspace. Ask an admin for the role of a developer.
      </EmptyState>
    </>
  )
}
