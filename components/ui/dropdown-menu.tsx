'use client'

import { DropdownMenu as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { floatClasses } from './menu-classes'
import type { MenuEntry } from './menu-entries'
import { MenuItems } from './menu-items'

type DropdownMenuProps = {
  /** One element that takes a ref: a Button or IconButton. */
  trigger: ReactNode
  entries: MenuEntry[]
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'right' | 'bottom' | 'left'
  className?: string
  /** Once it has closed: radix gives the focus back to the trigger unless this prevents it. */
  onCloseAutoFocus?: (event: Event) => void
}

/** A menu that opens from a button. */
export function DropdownMenu({ trigger, entries, align = 'end', side, className, ...props }: DropdownMenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={props.onCloseAutoFocus}
          className={cn(
            floatClasses,
            'max-h-(--radix-dropdown-menu-content-available-height) min-w-44 max-w-80 overflow-y-auto p-1',
            className,
          )}
        >
          <MenuItems entries={entries} parts={Radix} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
