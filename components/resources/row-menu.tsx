'use client'

import { Ellipsis } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { DropdownMenu } from '@/components/ui/dropdown-menu'
import type { MenuEntry } from '@/components/ui/menu-entries'

/** What can be done to a row. Without a tooltip, which would lie over the button of the row above. */
export function RowMenu({ label, entries }: { label: string; entries: MenuEntry[] }) {
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost" size="sm" aria-label={label} className="relative aspect-square px-0 max-md:px-0">
          <Ellipsis />
        </Button>
      }
      entries={entries}
    />
  )
}
