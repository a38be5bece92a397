'use client'

import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { CloseButton } from './close-button'
import { cn } from './cn'
import { useReturnFocus } from './use-return-focus'

export const overlayClasses = 'fixed inset-0 z-40 animate-fade-in bg-scrim'

type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  /** Buttons, the main one last. */
  footer?: ReactNode
  size?: 'sm' | 'md' | 'lg' | 'xl'
  children?: ReactNode
}

const widths = { sm: 'max-w-[400px]', md: 'max-w-[520px]', lg: 'max-w-[760px]', xl: 'max-w-[1080px]' }

/** A question or a short form on top of the page. Traps focus, gives it back, Esc closes. */
export function Dialog({ open, onOpenChange, title, description, footer, size = 'md', children }: DialogProps) {
  const returnFocus = useReturnFocus(open)
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClasses} />
        <Radix.Content
          onCloseAutoFocus={returnFocus}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cn(
            'fixed top-[12vh] left-1/2 z-50 flex max-h-[76vh] w-[calc(100%-28px)] -translate-x-1/2 animate-pop-in flex-col rounded-lg border border-line bg-panel shadow-float outline-none',
            widths[size],
          )}
        >
          <div className="flex items-start gap-2 px-4 pt-3.5 pb-2">
            <div className="grid min-w-0 flex-1 gap-0.5 pr-8">
              <Radix.Title className="break-words font-semibold text-md">{title}</Radix.Title>
              {description && <Radix.Description className="text-text-2">{description}</Radix.Description>}
            </div>
          </div>
          {children && <div className="-mt-1 min-h-0 overflow-y-auto px-4 pt-1 pb-4">{children}</div>}
          {footer && <div className="flex justify-end gap-2 border-t px-4 py-3">{footer}</div>}
          <CloseButton className="absolute top-3 right-2.5" />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
