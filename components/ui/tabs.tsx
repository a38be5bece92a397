'use client'

import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn'

export type Tab = { value: string; label: ReactNode; content: ReactNode; disabled?: boolean }

type TabsProps = {
  label: string
  tabs: Tab[]
  value?: string
  defaultValue?: string
  onValueChange?: (value: string) => void
  className?: string
  contentClassName?: string
  /** At the right end of the row of tabs. */
  end?: ReactNode
}

/** Views of one thing. Only the chosen one is mounted. */
export function Tabs({ label, tabs, className, contentClassName, defaultValue, end, ...root }: TabsProps) {
  return (
    <Radix.Root
      className={cn('flex min-h-0 flex-col', className)}
      defaultValue={root.value === undefined ? (defaultValue ?? tabs[0]?.value) : undefined}
      {...root}
    >
      <div className="flex shrink-0 items-center border-b">
        <Radix.List
          aria-label={label}
          className="-mb-px flex min-w-0 flex-1 gap-2 overflow-x-auto px-2.5 [scrollbar-width:none]"
        >
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.value}
              value={tab.value}
              disabled={tab.disabled}
              className="h-9 shrink-0 border-transparent border-b-2 px-1 pt-0.5 font-medium text-text-2 hover:text-text focus-visible:outline-offset-[-2px] disabled:opacity-50 data-[state=active]:border-accent data-[state=active]:text-text max-md:h-10"
            >
              {tab.label}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {end && <div className="shrink-0 pr-gutter">{end}</div>}
      </div>
      {tabs.map((tab) => (
        <Radix.Content
          key={tab.value}
          value={tab.value}
          className={cn('min-h-0 flex-1 focus-visible:outline-offset-[-2px]', contentClassName)}
        >
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
