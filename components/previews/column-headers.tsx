// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid lays its cells out itself, which table elements do not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell, as the ARIA pattern allows.
'use client'

import type { PointerEvent } from 'react'
import { cn } from '@/components/ui/cn'
import type { GridColumn } from '@/lib/previews/grid-source'
import { boundedWidth } from './column-layout'

interface HeaderProps {
  columns: GridColumn[]
  edges: number[]
  shown: { start: number; end: number }
  left: number
  gutter: number
  height: number
  onWidth: (column: number, width: number) => void
}

/** Names and types of the columns in view, each with a handle for its width. */
export function ColumnHeaders({ columns, edges, shown, left, gutter, height, onWidth }: HeaderProps) {
  return (
    <div role="row" aria-rowindex={1} className="absolute inset-x-0 top-0 z-20 border-b bg-sunken" style={{ height }}>
      <div
        role="columnheader"
        aria-colindex={1}
        className="absolute inset-y-0 left-0 z-20 border-r bg-sunken"
        style={{ width: gutter }}
      >
        <span className="sr-only">Row</span>
      </div>
      {columns.slice(shown.start, shown.end).map((column, i) => {
        const index = shown.start + i
        const start = edges[index] ?? 0
        const width = (edges[index + 1] ?? start) - start
        return (
          <div
            key={index}
            role="columnheader"
            aria-colindex={index + 2}
            title={column.type ? `${column.name}\n${column.type}` : column.name}
            className={cn(
              'absolute inset-y-0 flex flex-col justify-center border-r px-2.5',
              column.kind === 'number' && 'items-end',
            )}
            style={{ left: gutter + start - left, width }}
          >
            <span className="max-w-full truncate font-medium text-sm">{column.name}</span>
            {column.type && (
              <span className="max-w-full truncate font-mono text-text-3 text-xs leading-4">{column.type}</span>
            )}
            <WidthHandle name={column.name} width={width} onWidth={(next) => onWidth(index, next)} />
          </div>
        )
      })}
    </div>
  )
}

function WidthHandle({ name, width, onWidth }: { name: string; width: number; onWidth: (width: number) => void }) {
  function drag(event: PointerEvent<HTMLDivElement>) {
    event.preventDefault()
    const handle = event.currentTarget
    const from = event.clientX
    handle.setPointerCapture(event.pointerId)
    const move = (moved: globalThis.PointerEvent) => onWidth(boundedWidth(width + moved.clientX - from))
    handle.addEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true })
  }
  return (
    <div
      aria-hidden="true"
      title={`Width of ${name}`}
      onPointerDown={drag}
      onDoubleClick={() => onWidth(boundedWidth(width * 2))}
      className="absolute inset-y-0 -right-1 z-10 w-2 cursor-col-resize touch-none after:absolute after:inset-y-0 after:left-[3px] after:w-0.5 hover:after:bg-accent"
    />
  )
}
