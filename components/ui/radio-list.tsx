'use client'

import { RadioGroup } from 'radix-ui'
import { type ReactNode, useId } from 'react'
import { cn } from './cn'

type RadioOption = { value: string; label: ReactNode; help?: ReactNode }

type RadioListProps = {
  label: string
  options: RadioOption[]
  value: string
  onValueChange: (value: string) => void
  className?: string
}

/** One of a few that each need a sentence. */
export function RadioList({ label, options, value, onValueChange, className }: RadioListProps) {
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      onValueChange={onValueChange}
      className={cn('divide-y overflow-hidden rounded-md border border-line-strong bg-panel', className)}
    >
      {options.map((option) => (
        <RadioRow key={option.value} option={option} />
      ))}
    </RadioGroup.Root>
  )
}

/** All of a row can be pressed. */
function RadioRow({ option }: { option: RadioOption }) {
  const id = useId()
  return (
    <div className="relative flex items-start gap-2.5 px-3 py-2.5 hover:bg-hover has-data-[state=checked]:bg-accent-soft">
      <RadioGroup.Item
        id={id}
        value={option.value}
        aria-describedby={option.help ? `${id}-help` : undefined}
        className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-text-3 bg-panel after:absolute after:inset-0 data-[state=checked]:border-accent"
      >
        <RadioGroup.Indicator className="size-2 rounded-full bg-accent" />
      </RadioGroup.Item>
      <div className="grid min-w-0">
        <label htmlFor={id} className="font-medium">
          {option.label}
        </label>
        {option.help && (
          <div id={`${id}-help`} className="text-sm text-text-2">
            {option.help}
          </div>
        )}
      </div>
    </div>
  )
}
