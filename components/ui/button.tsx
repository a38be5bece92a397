'use client'

import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui'
import type { ComponentProps, MouseEvent } from 'react'
import { cn } from './cn'
import { Spinner } from './spinner'

const buttonVariants = cva(
  'relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none [&_svg]:size-[15px] [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-primary text-on-primary hover:bg-primary/88',
        secondary: 'border-line-strong bg-panel text-text hover:bg-hover',
        ghost: 'border-transparent bg-transparent text-text-2 hover:bg-hover hover:text-text',
        danger: 'border-transparent bg-bad text-on-bad hover:bg-bad/88',
      },
      size: {
        sm: 'h-[26px] px-2 text-sm max-md:h-9',
        md: 'h-control px-[11px] text-base max-md:h-10 max-md:px-3.5',
        lg: 'h-9 px-4 text-md max-md:h-11',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof buttonVariants> & { asChild?: boolean; pending?: boolean }

/** A verb. `pending` keeps the width and the focus, turns a ring and ignores presses; `asChild` dresses a link as a button. */
export function Button({ className, variant, size, asChild, pending = false, ...props }: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className)
  if (asChild) return <Slot.Root className={classes} {...props} />
  return <PlainButton className={classes} pending={pending} {...props} />
}

function PlainButton({ pending, children, onClick, ...props }: ComponentProps<'button'> & { pending: boolean }) {
  function press(event: MouseEvent<HTMLButtonElement>) {
    if (pending) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      type="button"
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      onClick={press}
      {...props}
    >
      <span className={cn('inline-flex items-center gap-1.5', pending && 'opacity-0')}>{children}</span>
      {pending && <Spinner className="absolute" />}
    </button>
  )
}
