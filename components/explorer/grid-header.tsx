'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { nextSort, type Sort, type SortColumn } from '@/lib/objects/level-rows'
import { columnClasses, modifiedColumn, sizeColumn } from './object-row'
import type { ListState } from './use-list-state'

type GridHeaderProps = { list: ListState; sort: Sort; onSort: (sort: Sort) => void }

/** The columns' titles: they sort what is loaded; the box selects it. */
export function GridHeader({ list, sort, onSort }: GridHeaderProps) {
  const { selection, rows, select } = list
  const all = rows.length > 0 && selection.keys.size === rows.length
  const column = { sort, onSort }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    // biome-ignore lint/a11y/useFocusableInteractive: its buttons can be focused
    <div role="row" aria-rowindex={1} className={cn(columnClasses, 'h-row border-b text-sm text-text-2 max-md:h-10')}>
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: its box can be focused */}
      <div role="columnheader" className="grid place-items-center">
        <Checkbox
          aria-label={`Select all ${rows.length} loaded`}
          checked={all ? true : selection.keys.size > 0 && 'indeterminate'}
          onCheckedChange={() => select(all ? { type: 'clear' } : { type: 'all', rows })}
        />
      </div>
      <ColumnTitle {...column} name="name" label="Name" className="justify-start" />
      <ColumnTitle {...column} name="size" label="Size" className={cn('justify-end', sizeColumn)} />
      <ColumnTitle {...column} name="modified" label="Modified" className={cn('justify-end', modifiedColumn)} />
    </div>
  )
}

type ColumnTitleProps = {
  name: SortColumn
  label: string
  sort: Sort
  onSort: (sort: Sort) => void
  className: string
}

function ColumnTitle({ name, label, sort, onSort, className }: ColumnTitleProps) {
  const sorted = sort?.column === name
  const Arrow = sort?.descending ? ArrowDown : ArrowUp
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    // biome-ignore lint/a11y/useFocusableInteractive: its button can be focused
    <div
      role="columnheader"
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
      className={cn('flex min-w-0', className)}
    >
      <button
        type="button"
        onClick={() => onSort(nextSort(sort, name))}
        title={`Sort the loaded rows by ${label.toLowerCase()}`}
        className={cn('flex h-row items-center gap-1 hover:text-text', sorted && 'font-medium text-text')}
      >
        {label}
        {sorted && <Arrow aria-hidden="true" className="size-3" />}
      </button>
    </div>
  )
}
