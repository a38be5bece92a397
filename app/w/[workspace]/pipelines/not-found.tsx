import { Workflow } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'

export default function NotFound() {
  return (
    <EmptyState icon={<Workflow />} title="There is no such pipeline">
      It was deleted or moved, or it lies where you may not look.
    </EmptyState>
  )
}
