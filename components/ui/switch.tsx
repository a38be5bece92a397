'use client'

import { Switch as Radix } from 'radix-ui'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { cn } from './cn'

type SwitchProps = ComponentProps<typeof Radix.Root> & { label: ReactNode; help?: ReactNode }

/** A setting that is on or off, with what that means below its label. */
export function Switch({ label, help, className, ...props }: SwitchProps) {
  const id = useId()
  return (
    <div className={cn('flex items-start gap-3', className)}>
      <Radix.Root
        id={id}
        aria-describedby={help ? `${id}-help` : undefined}
        className="relative mt-0.5 h-[18px] w-8 shrink-0 rounded-full bg-text-3 transition-colors after:absolute after:-inset-1 disabled:opacity-50 data-[state=checked]:bg-accent max-md:after:-inset-3"
        {...props}
      >
        <Radix.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-panel transition-transform data-[state=checked]:translate-x-4" />
      </Radix.Root>
      <div className="grid gap-0.5">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {help && (
          <div id={`${id}-help`} className="text-sm text-text-2">
            {help}
          </div>
        )}
      </div>
    </div>
  )
}
