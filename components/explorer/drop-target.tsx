'use client'

import type { ReactNode } from 'react'

export function DropTarget({ children }: { children: ReactNode }) {
  return <div className="relative flex min-h-0 flex-1 flex-col">{children}</div>
}
