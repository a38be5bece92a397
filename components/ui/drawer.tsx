'use client'

import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { CloseButton } from './close-button'
import { cn } from './cn'
import { overlayClasses } from './dialog'
import { useReturnFocus } from './use-return-focus'

type DrawerProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  side?: 'left' | 'right' | 'bottom'
  /** Keeps the title for screen readers only, without its bar. */
  bare?: boolean
  children: ReactNode
}

const sides = {
  left: 'inset-y-0 left-0 w-[min(300px,86vw)] border-r animate-slide-in-left',
  right: 'inset-y-0 right-0 w-[min(480px,100vw)] border-l animate-slide-in-right',
  bottom: 'inset-x-0 bottom-0 max-h-[86dvh] rounded-t-lg border-t animate-slide-in-bottom',
}

/** A panel from an edge of the screen: the navigation of phones, details, filters. */
export function Drawer({ open, onOpenChange, title, side = 'right', bare = false, children }: DrawerProps) {
  const returnFocus = useReturnFocus(open)
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClasses} />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          className={cn('fixed z-50 flex flex-col bg-panel shadow-float outline-none', sides[side])}
        >
          {bare ? (
            <Radix.Title className="sr-only">{title}</Radix.Title>
          ) : (
            <Radix.Title className="truncate border-b py-3 pr-12 pl-gutter font-semibold text-md">{title}</Radix.Title>
          )}
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
          {!bare && <CloseButton className="absolute top-2.5 right-2.5" />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
