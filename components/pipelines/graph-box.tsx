import type { CSSProperties } from 'react'
import { cn } from '@/components/ui/cn'
import type { StepLook } from './graph-look'
import type { Box } from './layout'

const FRAME_INSET = 6
const FRAME_HEAD = 48

const tones = {
  plain: 'border-line-strong',
  bad: 'border-bad/60',
  accent: 'border-accent-line',
  faint: 'border-line-strong border-dashed text-text-2',
}

type GraphBoxProps = { box: Box; look: StepLook; selected: boolean; onSelect: () => void }

/** What a loop holds, set off from what is around it: below the lines, which go through it. */
export function GraphFrame({ box, selected }: { box: Box; selected: boolean }) {
  return (
    <div
      aria-hidden="true"
      style={placeOf(box)}
      className={cn('absolute rounded-lg border border-dashed bg-sunken', selected && 'border-accent')}
    />
  )
}

/** A step, or an end of the pipeline, as a button; of a loop its head. */
export function GraphBox({ box, look, selected, onSelect }: GraphBoxProps) {
  const isEnd = box.kind === 'input' || box.kind === 'result'
  return (
    <button
      type="button"
      data-box={box.id}
      aria-label={look.label}
      aria-pressed={selected}
      onClick={onSelect}
      style={placeOf(box.kind === 'loop' ? headOf(box) : box)}
      className={cn(
        'absolute flex items-center gap-2 overflow-hidden rounded-md border bg-panel px-2.5 text-left transition-colors hover:bg-hover',
        isEnd && 'justify-center rounded-full border-line bg-sunken text-text-2',
        !isEnd && tones[look.tone ?? 'plain'],
        selected && 'border-accent bg-accent-soft hover:bg-accent-soft',
      )}
    >
      <span aria-hidden="true" className="shrink-0 text-text-3 [&_svg]:size-[15px]">
        {look.icon}
      </span>
      <span className={cn('min-w-0', !isEnd && 'flex-1')}>
        <span className="block truncate font-medium">{look.title}</span>
        {look.detail && <span className="block truncate text-sm text-text-2">{look.detail}</span>}
      </span>
      {look.mark && <span className="shrink-0">{look.mark}</span>}
    </button>
  )
}

function headOf({ x, y, width }: Box) {
  return { x: x + FRAME_INSET, y: y + FRAME_INSET, width: width - 2 * FRAME_INSET, height: FRAME_HEAD }
}

/** Where something stands in the drawing. */
export function placeOf({ x, y, width, height }: Pick<Box, 'x' | 'y' | 'width' | 'height'>): CSSProperties {
  return { left: x, top: y, width, height }
}
