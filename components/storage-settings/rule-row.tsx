'use client'

import { Ban, CircleAlert, Copy, Ellipsis, GripVertical, MoveDown, MoveUp, Trash2, TriangleAlert } from 'lucide-react'
import { type ComponentProps, type KeyboardEvent, useId } from 'react'
import { cn } from '@/components/ui/cn'
import { DropdownMenu } from '@/components/ui/dropdown-menu'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { toggled } from './rule-list'
import { RuleOperations } from './rule-operations'
import type { RuleDraft } from './storage-draft'

type RuleRowProps = {
  rule: RuleDraft
  /** Counted from 0; people count from 1. */
  index: number
  count: number
  error: string | null
  warning: string | null
  /** Whether the test beside the list was decided by this rule. */
  decides: boolean
  dragged: boolean
  handle: ComponentProps<'button'>
  style?: React.CSSProperties
  onChange: (rule: RuleDraft) => void
  onMove: (to: number) => void
  onDuplicate: () => void
  onRemove: () => void
}

/** One rule of an ordered list: what it matches, what it allows, and its place. */
export function RuleRow({ rule, index, count, error, warning, ...props }: RuleRowProps) {
  const id = useId()
  const number = index + 1

  function press(event: KeyboardEvent) {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    props.onMove(event.key === 'ArrowUp' ? index - 1 : index + 1)
  }

  return (
    <li
      aria-label={`Rule ${number}`}
      aria-current={props.decides ? 'true' : undefined}
      onKeyDown={press}
      style={props.style}
      className={cn(
        'grid gap-1.5 border-b bg-panel py-2 pr-1.5 pl-1 first:rounded-t-md last:rounded-b-md last:border-b-0',
        props.decides && 'bg-accent-soft shadow-[inset_2px_0_0_var(--accent)]',
        props.dragged && 'rounded-md border-transparent shadow-float',
      )}
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
        <div className="flex min-w-0 flex-1 basis-60 items-center gap-1.5">
          <button
            type="button"
            aria-label={`Move rule ${number}`}
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
            title="Drag to move, or press Alt with an arrow key"
            className="grid h-control w-6 shrink-0 cursor-grab touch-none place-items-center rounded-md text-text-3 hover:text-text active:cursor-grabbing max-md:h-10 max-md:w-8"
            {...props.handle}
          >
            <GripVertical aria-hidden="true" className="size-4" />
          </button>
          <span className="w-5 shrink-0 text-right text-sm text-text-3">{number}</span>
          <Input
            mono
            aria-label={`Pattern of rule ${number}`}
            aria-invalid={error ? true : undefined}
            aria-describedby={`${id}-note`}
            value={rule.pattern}
            placeholder="reports/**"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => props.onChange({ ...rule, pattern: event.target.value })}
          />
        </div>
        <div className="flex min-w-0 items-center gap-1 max-sm:w-full max-sm:justify-between max-sm:pl-8">
          <RuleOperations
            label={`Allowed by rule ${number}`}
            allow={rule.allow}
            onToggle={(operation) => props.onChange(toggled(rule, operation))}
          />
          <RuleMenu number={number} count={count} {...props} />
        </div>
      </div>
      <RuleNotes id={`${id}-note`} denies={rule.allow.length === 0} error={error} warning={warning} />
    </li>
  )
}

type RuleNotesProps = { id: string; denies: boolean; error: string | null; warning: string | null }

/** What is said of a rule: that it denies, and what is wrong with it or may not be meant. */
function RuleNotes({ id, denies, error, warning }: RuleNotesProps) {
  const note = error ?? warning
  const Icon = error ? CircleAlert : TriangleAlert
  return (
    <div id={id} className="flex flex-wrap gap-x-3 gap-y-1 pr-2 pl-[58px] text-sm empty:hidden max-md:pl-[66px]">
      {denies && (
        <span className="inline-flex items-center gap-1.5 font-medium text-bad">
          <Ban aria-hidden="true" className="size-3.5 shrink-0" />
          Deny all
        </span>
      )}
      {note && (
        <span className={cn('inline-flex items-start gap-1.5', error ? 'text-bad' : 'text-text-2')}>
          <Icon aria-hidden="true" className={cn('mt-px size-3.5 shrink-0', !error && 'text-warn')} />
          {note}
        </span>
      )}
    </div>
  )
}

type RuleMenuProps = Pick<RuleRowProps, 'count' | 'onMove' | 'onDuplicate' | 'onRemove'> & { number: number }

function RuleMenu({ number, count, onMove, onDuplicate, onRemove }: RuleMenuProps) {
  const index = number - 1
  return (
    <DropdownMenu
      trigger={
        <IconButton label={`Actions for rule ${number}`}>
          <Ellipsis />
        </IconButton>
      }
      entries={[
        {
          label: 'Move up',
          icon: <MoveUp />,
          keys: 'Alt+ArrowUp',
          disabled: index === 0,
          onSelect: () => onMove(index - 1),
        },
        {
          label: 'Move down',
          icon: <MoveDown />,
          keys: 'Alt+ArrowDown',
          disabled: number === count,
          onSelect: () => onMove(number),
        },
        { label: 'Duplicate', icon: <Copy />, onSelect: onDuplicate },
        'separator',
        { label: 'Remove', icon: <Trash2 />, danger: true, onSelect: onRemove },
      ]}
    />
  )
}
