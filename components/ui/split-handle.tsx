'use client'

import type { KeyboardEvent, PointerEvent, RefObject } from 'react'

type SplitHandleProps = {
  label: string
  /** The second pane's part of the frame, 0 to 1. */
  share: number
  frame: RefObject<HTMLElement | null>
  onShare: (share: number) => void
  onReset: () => void
}

const STEP = 0.02

/** The line between two panes: drag it, or move it with the arrow keys; double click or Enter sets it back. */
export function SplitHandle({ label, share, frame, onShare, onReset }: SplitHandleProps) {
  function drag(event: PointerEvent<HTMLElement>) {
    const bounds = frame.current?.getBoundingClientRect()
    if (!bounds || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    onShare((bounds.right - event.clientX) / bounds.width)
  }
  function press(event: KeyboardEvent) {
    if (event.key === 'Enter') return onReset()
    const target = keyTarget(event.key, share)
    if (target === null) return
    event.preventDefault()
    onShare(target)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be focused or moved
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuemin={15}
      aria-valuemax={85}
      aria-valuenow={Math.round(share * 100)}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={onReset}
      onKeyDown={press}
      className="relative z-10 w-px shrink-0 cursor-col-resize touch-none select-none bg-line transition-colors before:absolute before:inset-y-0 before:-inset-x-1 hover:bg-accent focus-visible:bg-accent max-md:hidden"
    />
  )
}

function keyTarget(key: string, share: number): number | null {
  if (key === 'ArrowLeft') return share + STEP
  if (key === 'ArrowRight') return share - STEP
  if (key === 'Home') return 1
  return key === 'End' ? 0 : null
}
