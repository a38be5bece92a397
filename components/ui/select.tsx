'use client'

import { Check, ChevronDown } from 'lucide-react'
import { Select as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { useFieldControl } from './field-context'
import { controlClasses } from './input'
import { floatClasses, itemClasses } from './menu-classes'

export type SelectOption = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean }

type SelectProps = {
  options: SelectOption[]
  value?: string
  defaultValue?: string
  onValueChange?: (value: string) => void
  placeholder?: string
  name?: string
  disabled?: boolean
  className?: string
  /** Only where no Field names it. */
  'aria-label'?: string
}

/** One of a few. A value may not be the empty string: the placeholder says "none chosen". */
export function Select({ options, placeholder = 'Choose', className, 'aria-label': label, ...root }: SelectProps) {
  const chosen = options.find(({ value }) => value === root.value)
  return (
    <Radix.Root {...root}>
      <Radix.Trigger
        {...useFieldControl()}
        aria-label={label}
        className={cn(
          controlClasses,
          'inline-flex h-control items-center justify-between gap-2 px-2 text-left data-[placeholder]:text-text-3 max-md:h-10',
          className,
        )}
      >
        <span className="truncate">
          {/* Said by the options as soon as the page is there, not only once its scripts are. */}
          <Radix.Value placeholder={placeholder}>{chosen?.label}</Radix.Value>
        </span>
        <Radix.Icon asChild>
          <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 text-text-3" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className={cn(
            floatClasses,
            'max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width)',
          )}
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <SelectItem key={option.value} option={option} />
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function SelectItem({ option }: { option: SelectOption }) {
  return (
    <Radix.Item value={option.value} disabled={option.disabled} className={cn(itemClasses, 'pr-8')}>
      <span className="grid min-w-0">
        <Radix.ItemText>{option.label}</Radix.ItemText>
        {option.hint && <span className="text-sm text-text-2">{option.hint}</span>}
      </span>
      <Radix.ItemIndicator className="absolute right-2">
        <Check aria-hidden="true" />
      </Radix.ItemIndicator>
    </Radix.Item>
  )
}
