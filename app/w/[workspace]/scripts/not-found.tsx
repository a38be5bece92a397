import { FileCode } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'

export default function NotFound() {
  return (
    <EmptyState icon={<FileCode />} title="There is no such script">
      It was deleted or moved, or it lies where you may not look.
    </EmptyState>
  )
}
