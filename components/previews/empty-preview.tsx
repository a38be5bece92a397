import { File } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'

/** A file of no bytes. */
export function EmptyPreview() {
  return (
    <EmptyState title="This file is empty" icon={<File />}>
      It has 0 bytes.
    </EmptyState>
  )
}
