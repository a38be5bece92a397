'use client'

import { X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { Button } from './button'
import { cn } from './cn'

/** Closes the dialog around it. No tooltip: it would take the first Esc. Last in the order, so that it is not focused first. */
export function CloseButton({ className }: { className?: string }) {
  return (
    <Dialog.Close asChild>
      <Button aria-label="Close" variant="ghost" size="sm" className={cn('aspect-square px-0', className)}>
        <X />
      </Button>
    </Dialog.Close>
  )
}
