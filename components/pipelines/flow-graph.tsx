'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import type { FlowModule } from '@/lib/pipelines/schema'
import { GraphBox, GraphFrame, placeOf } from './graph-box'
import { GraphLines } from './graph-lines'
import type { StepLook } from './graph-look'
import { type Box, type Layout, type Line, MARGIN, STEP } from './layout'
import { isArrow, neighbourOf } from './neighbour'
import { findStep, listsOf } from './tree'
import { type FocusOn, focusBox, useGraphFocus } from './use-graph-focus'
import { useScrollEdges } from './use-scroll-edges'

type FlowGraphProps = {
  label: string
  modules: FlowModule[]
  layout: Layout
  selected: string | null
  onSelect: (id: string) => void
  lookOf: (box: Box) => StepLook
  /** What stands on a line: a button, files. */
  onLine?: (line: Line) => ReactNode
  /** In the place of the steps that a list has not yet. */
  inEmpty?: (box: Box) => ReactNode
  /** Keys that the drawing does not use itself, pressed on a step. */
  onKey?: (event: KeyboardEvent, id: string) => void
  focusOn?: FocusOn
}

/**
 * A pipeline as a drawing that is read from the top. It is drawn here rather than by a library for graphs of any shape: a
 * pipeline only ever nests, so that a few sums place it, and its steps stay ordinary buttons in reading order.
 */
export function FlowGraph({ label, modules, layout, selected, onSelect, lookOf, ...props }: FlowGraphProps) {
  const { onLine, inEmpty, onKey, focusOn = null } = props
  const frame = useRef<HTMLElement>(null)
  useGraphFocus(frame, { selected, focusOn })
  useEffect(() => {
    // What is wider than its frame begins as far left as it can with the middle line in sight, where most steps are.
    const box = frame.current
    if (!box) return
    const hidden = box.scrollWidth / 2 + STEP.width / 2 + MARGIN - box.clientWidth
    box.scrollLeft = hidden < LITTLE ? 0 : hidden
  }, [])
  function press(event: KeyboardEvent) {
    const id = event.target instanceof HTMLElement ? event.target.dataset.box : undefined
    if (id === undefined) return
    if (isArrow(event.key) && !event.altKey) {
      event.preventDefault()
      const next = neighbourOf(layout.boxes.filter(isStep), id, event.key)
      if (next) focusBox(frame.current, next.id)
    } else onKey?.(event, id)
  }
  const edges = useScrollEdges(frame)
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <section
        ref={frame}
        aria-label={label}
        onKeyDown={press}
        className="min-h-0 min-w-0 flex-1 overflow-auto"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard too
        tabIndex={0}
      >
        <div className="relative mx-auto" style={{ width: layout.width, height: layout.height }}>
          {layout.boxes.map(
            (box) => box.kind === 'loop' && <GraphFrame key={box.id} box={box} selected={selected === box.id} />,
          )}
          <GraphLines layout={layout} />
          {layout.boxes.map((box) => (
            <Fragment key={box.id}>
              {onLine &&
                layout.lines
                  .filter(({ into }) => into === box.id)
                  .map((line) => <OnLine key="line" {...{ line, onLine }} />)}
              {box.kind === 'branch' ? (
                <BranchName box={box} modules={modules} />
              ) : box.kind === 'empty' ? (
                <div className="absolute" style={placeOf(box)}>
                  {inEmpty?.(box)}
                </div>
              ) : (
                <GraphBox
                  box={box}
                  look={lookOf(box)}
                  selected={selected === box.id}
                  onSelect={() => onSelect(box.id)}
                />
              )}
            </Fragment>
          ))}
          {onLine &&
            layout.lines
              .filter(({ into, slot }) => slot !== null && !layout.boxes.some(({ id }) => id === into))
              .map((line) => <OnLine key={`${line.from.x} ${line.from.y}`} {...{ line, onLine }} />)}
        </div>
      </section>
      {edges.left && <MoreAside side="left" />}
      {edges.right && <MoreAside side="right" />}
    </div>
  )
}

/** Pixels of the middle steps that may rather be cut than those on the left. */
const LITTLE = 48

/** Says that the drawing goes on beyond its frame. */
function MoreAside({ side }: { side: 'left' | 'right' }) {
  const Icon = side === 'left' ? ChevronLeft : ChevronRight
  return (
    <div
      aria-hidden="true"
      className={cn(
        'pointer-events-none absolute inset-y-0 flex w-9 items-center from-bg to-transparent text-text-2',
        side === 'left' ? 'left-0 justify-start bg-linear-to-r' : 'right-0 justify-end bg-linear-to-l',
      )}
    >
      <Icon className="size-5" />
    </div>
  )
}

function isStep({ kind }: Box): boolean {
  return kind !== 'branch' && kind !== 'empty'
}

/** Where a line bends, what it carries stands before the bend. */
function OnLine({ line, onLine }: { line: Line; onLine: (line: Line) => ReactNode }) {
  const content = onLine(line)
  if (!content) return null
  const { from, to } = line
  const bends = Math.abs(from.x - to.x) >= 1
  return (
    <div
      className="absolute -translate-x-1/2 -translate-y-1/2"
      style={{ left: from.x, top: bends ? from.y + 13 : (from.y + to.y) / 2 }}
    >
      {content}
    </div>
  )
}

function BranchName({ box, modules }: { box: Box; modules: FlowModule[] }) {
  const holder = box.branch && findStep(modules, box.branch.of)
  const index = box.branch?.index ?? 0
  const named = holder?.value.type === 'branchall' ? holder.value.branches[index]?.summary : null
  if (!holder || listsOf(holder).length === 0) return null
  return (
    <p
      style={placeOf(box)}
      className="absolute flex items-center justify-center truncate text-center font-medium text-sm text-text-2"
    >
      <span className="truncate rounded-sm bg-bg px-2">{named || `Branch ${index + 1}`}</span>
    </p>
  )
}
