'use client'

import { Check } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { type Operation, operations } from '@/lib/permissions/rules'

const words: Record<Operation, string> = { read: 'Read', write: 'Write', delete: 'Delete', list: 'List' }

type RuleOperationsProps = { label: string; allow: readonly Operation[]; onToggle: (operation: Operation) => void }

/** What a rule allows. */
export function RuleOperations({ label, allow, onToggle }: RuleOperationsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one control
    <div
      role="group"
      aria-label={label}
      className="inline-flex h-control divide-x overflow-hidden rounded-md border border-line-strong bg-panel max-md:h-10"
    >
      {operations.map((operation) => (
        <Toggle key={operation} on={allow.includes(operation)} onToggle={() => onToggle(operation)}>
          {words[operation]}
        </Toggle>
      ))}
    </div>
  )
}

function Toggle({ on, onToggle, children }: { on: boolean; onToggle: () => void; children: string }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={onToggle}
      className={cn(
        'inline-flex w-[66px] items-center justify-center gap-1 pr-1 text-sm focus-visible:outline-offset-[-2px]',
        on ? 'bg-accent-soft font-medium text-accent' : 'text-text-2 hover:bg-hover hover:text-text',
      )}
    >
      <Check aria-hidden="true" strokeWidth={2.5} className={cn('size-3', !on && 'invisible')} />
      {children}
    </button>
  )
}
