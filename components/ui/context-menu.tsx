'use client'

import { ContextMenu as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { floatClasses } from './menu-classes'
import type { MenuEntry } from './menu-entries'
import { MenuItems } from './menu-items'

type ContextMenuProps = {
  entries: MenuEntry[]
  onOpenChange?: (open: boolean) => void
  /** One element that takes a ref. */
  children: ReactNode
}

/** A menu on right click, long press or the menu key. What it offers must also be reachable without it. */
export function ContextMenu({ entries, onOpenChange, children }: ContextMenuProps) {
  return (
    <Radix.Root onOpenChange={onOpenChange} modal={false}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content collisionPadding={8} className={cn(floatClasses, 'min-w-44 max-w-80 p-1')}>
          <MenuItems entries={entries} parts={Radix} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
