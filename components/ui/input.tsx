'use client'

import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'
import { useFieldControl } from './field-context'

export const controlClasses =
  'w-full min-w-0 rounded-md border border-line-strong bg-panel text-base text-text transition-colors hover:border-text-3 focus-visible:outline-offset-[-1px] aria-invalid:border-bad disabled:cursor-not-allowed disabled:bg-sunken disabled:text-text-3 max-md:text-lg'

type InputProps = ComponentProps<'input'> & { mono?: boolean; lead?: ReactNode; trail?: ReactNode }

/** One line of text. `mono` for keys, endpoints and other data; `lead` and `trail` sit inside its ends. */
export function Input({ className, mono, lead, trail, ...props }: InputProps) {
  const field = useFieldControl()
  const input = (
    <input
      {...field}
      className={cn(
        controlClasses,
        'h-control px-2 max-md:h-10',
        mono && 'font-mono text-sm max-md:text-lg',
        lead && 'pl-7',
        trail && 'pr-9',
        !lead && !trail && className,
      )}
      {...props}
    />
  )
  if (!lead && !trail) return input
  return (
    <div className={cn('relative', className)}>
      {lead && (
        <span className="pointer-events-none absolute inset-y-0 left-2 flex items-center text-text-3 [&_svg]:size-[15px]">
          {lead}
        </span>
      )}
      {input}
      {trail && <span className="absolute inset-y-0 right-1.5 flex items-center text-text-3">{trail}</span>}
    </div>
  )
}
