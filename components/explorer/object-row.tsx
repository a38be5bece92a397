'use client'

import { Check } from 'lucide-react'
import { memo } from 'react'
import { ByteSize } from '@/components/ui/byte-size'
import { cn } from '@/components/ui/cn'
import { MiddleTruncate } from '@/components/ui/middle-truncate'
import { RelativeTime } from '@/components/ui/relative-time'
import { visibleName } from '@/components/ui/visible-name'
import type { Row } from '@/lib/objects/level-rows'
import { RowIcon } from './row-icon'

/** The columns of the list; the last ones give way on narrow screens. */
export const columnClasses =
  'grid grid-cols-[36px_minmax(0,1fr)_88px_112px_36px] items-center pr-1 @max-[560px]:grid-cols-[36px_minmax(0,1fr)_80px_36px] @max-[340px]:grid-cols-[36px_minmax(0,1fr)_36px]'
export const sizeColumn = '@max-[340px]:hidden'
export const modifiedColumn = '@max-[560px]:hidden'

type ObjectRowProps = {
  row: Row
  index: number
  /** Pixels from the top of the list. */
  offset: number
  height: number
  href: string
  active: boolean
  opened: boolean
  selected: boolean
  /** Whether anything is selected: then every row shows its box. */
  selecting: boolean
}

/** One line of the list. Presses are the grid's matter: it tells rows apart by `data-index`. */
export const ObjectRow = memo(function ObjectRow({ row, index, offset, height, ...props }: ObjectRowProps) {
  const { active, opened, selected, selecting, href } = props
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    <div
      role="row"
      id={`row-${index}`}
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-current={opened ? 'true' : undefined}
      data-index={index}
      style={{ height, transform: `translateY(${offset}px)` }}
      className={cn(
        columnClasses,
        'group/row absolute inset-x-0 top-0 cursor-default select-none hover:bg-hover',
        (selected || opened) && 'bg-accent-soft hover:bg-accent-soft',
        opened && 'shadow-[inset_2px_0_0_var(--accent)]',
        active &&
          'group-focus-visible/grid:outline-2 group-focus-visible/grid:outline-accent group-focus-visible/grid:-outline-offset-2',
      )}
    >
      <Cell className="h-full">
        <RowBox name={row.name} checked={selected} shown={selecting || selected} />
      </Cell>
      <Cell className="flex min-w-0 items-center gap-2">
        <RowIcon row={row} />
        <a href={href} tabIndex={-1} draggable={false} className="min-w-0">
          {row.name === '' ? (
            <span className="text-text-3 italic">(empty name)</span>
          ) : (
            <MiddleTruncate name={row.name} />
          )}
        </a>
      </Cell>
      <Cell className={cn('text-right text-text-2', sizeColumn)}>
        {row.kind === 'file' ? <ByteSize bytes={row.size} /> : '–'}
      </Cell>
      <Cell className={cn('truncate text-right text-text-2', modifiedColumn)}>
        {row.kind === 'file' && <RelativeTime date={row.modified} />}
      </Cell>
      <Cell className="flex h-full justify-end">
        <button
          type="button"
          tabIndex={-1}
          data-menu
          aria-label={`Actions for ${visibleName(row.name)}`}
          className="grid h-full w-9 place-items-center text-text-3 opacity-0 hover:text-text group-hover/row:opacity-100 max-md:opacity-100"
        >
          ⋯
        </button>
      </Cell>
    </div>
  )
})

function Cell({ className, children }: { className?: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus
    <div role="gridcell" className={className}>
      {children}
    </div>
  )
}

/** A box that is drawn in 40 rows at once while scrolling: a plain input is the quickest. */
function RowBox({ name, checked, shown }: { name: string; checked: boolean; shown: boolean }) {
  return (
    <span data-box className="relative grid h-full w-full place-items-center">
      <input
        type="checkbox"
        tabIndex={-1}
        checked={checked}
        readOnly
        aria-label={`Select ${visibleName(name)}`}
        className={cn(
          'size-4 appearance-none rounded-sm border border-text-3 bg-panel hover:border-accent checked:border-accent checked:bg-accent group-hover/row:opacity-100 max-md:opacity-100',
          shown ? 'opacity-100' : 'opacity-0',
        )}
      />
      {checked && (
        <Check aria-hidden="true" strokeWidth={3} className="pointer-events-none absolute size-3 text-on-accent" />
      )}
    </span>
  )
}
