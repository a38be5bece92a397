'use client'

import { RadioGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn'

type SegmentedProps = {
  label: string
  options: { value: string; label: ReactNode }[]
  value: string
  onValueChange: (value: string) => void
  className?: string
}

/** One of two to four, all visible: "Form" or "JSON". */
export function Segmented({ label, options, value, onValueChange, className }: SegmentedProps) {
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      onValueChange={onValueChange}
      orientation="horizontal"
      className={cn(
        'inline-flex h-control rounded-md border border-line-strong bg-sunken p-0.5 max-md:h-10',
        className,
      )}
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          className="rounded-[4px] px-2.5 font-medium text-text-2 text-sm hover:text-text data-[state=checked]:bg-panel data-[state=checked]:text-text data-[state=checked]:shadow-[0_0_0_1px_var(--line-strong)]"
        >
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}
