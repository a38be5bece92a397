import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '@/components/ui/icon-button'

type PanelHeadProps = { title: string; onClose: () => void; children?: ReactNode }

/** The top of the panel beside a drawing: what it is about, what can be done, and the way out. */
export function PanelHead({ title, onClose, children }: PanelHeadProps) {
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-1 border-b px-gutter py-1.5">
      <h2 className="min-w-0 flex-1 truncate font-semibold text-md">{title}</h2>
      {children}
      <IconButton label="Close panel" onClick={onClose}>
        <X />
      </IconButton>
    </div>
  )
}
