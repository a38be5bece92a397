'use client'

import { Lock } from 'lucide-react'
import { Tooltip } from '@/components/ui/tooltip'

/** In the place of what operators may not do, with the reason. */
export function ReadOnlyMark() {
  return (
    <Tooltip content="Operators browse and read, and change nothing. Ask an admin for the role of a developer.">
      <button
        type="button"
        className="inline-flex h-control cursor-default items-center gap-1.5 rounded-md border border-dashed px-2.5 text-sm text-text-2 max-md:h-10"
      >
        <Lock aria-hidden="true" className="size-3.5" />
        Read only
      </button>
    </Tooltip>
  )
}
