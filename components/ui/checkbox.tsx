'use client'

import { Check, Minus } from 'lucide-react'
import { Checkbox as Radix } from 'radix-ui'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { cn } from './cn'
import { useFieldControl } from './field-context'

type BoxProps = ComponentProps<typeof Radix.Root>
type CheckboxProps = BoxProps & { label?: ReactNode; help?: ReactNode }

/** On, off or in part (`checked="indeterminate"`). Without `label` it needs an `aria-label` or a Field. */
export function Checkbox({ label, help, ...props }: CheckboxProps) {
  const id = useId()
  const field = useFieldControl()
  if (label === undefined) return <Box {...field} {...props} />
  return (
    <div className="flex items-start gap-2">
      <span className="flex h-5 items-center">
        <Box {...props} id={id} aria-describedby={help ? `${id}-help` : undefined} />
      </span>
      <div className="grid">
        <label htmlFor={id}>{label}</label>
        {help && (
          <div id={`${id}-help`} className="text-sm text-text-2">
            {help}
          </div>
        )}
      </div>
    </div>
  )
}

function Box({ className, ...props }: BoxProps) {
  return (
    <Radix.Root
      className={cn(
        'group relative grid size-4 shrink-0 place-items-center rounded-sm border border-text-3 bg-panel text-on-accent after:absolute after:-inset-1.5 hover:border-accent disabled:opacity-50 data-[state=checked]:border-accent data-[state=indeterminate]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:bg-accent max-md:after:-inset-3',
        className,
      )}
      {...props}
    >
      <Radix.Indicator>
        <Check aria-hidden="true" strokeWidth={3} className="size-3 group-data-[state=indeterminate]:hidden" />
        <Minus aria-hidden="true" strokeWidth={3} className="hidden size-3 group-data-[state=indeterminate]:block" />
      </Radix.Indicator>
    </Radix.Root>
  )
}
