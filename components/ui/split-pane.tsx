'use client'

import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { SplitHandle } from './split-handle'
import { useStoredNumber } from './use-stored-number'

type SplitPaneProps = {
  /** Names the remembered width in this browser. */
  storageKey: string
  start: ReactNode
  /** `null`: closed. */
  end: ReactNode
  /** What the second pane is: "Preview". */
  endLabel: string
  onClose?: () => void
  /** Share of the whole, 0 to 1, until the person drags. */
  defaultShare?: number
  minStart?: number
  minEnd?: number
}

const MIN_SHARE = 0.15
const MAX_SHARE = 0.85

/** Two panes side by side; below 768 px the second covers the first. Its width is remembered; Esc in it closes it. */
export function SplitPane({
  storageKey,
  start,
  end,
  endLabel,
  onClose,
  defaultShare = 0.54,
  ...props
}: SplitPaneProps) {
  const { minStart = 320, minEnd = 320 } = props
  const frame = useRef<HTMLDivElement>(null)
  const [share, setShare] = useStoredNumber(`split:${storageKey}`, defaultShare)
  const bounded = clamp(share)
  const open = end !== null && end !== undefined && end !== false
  const style = { '--end': `clamp(${minEnd}px, ${bounded * 100}%, max(${minEnd}px, calc(100% - ${minStart}px)))` }
  return (
    <div ref={frame} className="relative flex min-h-0 min-w-0 flex-1 overflow-hidden" style={toStyle(style)}>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">{start}</div>
      {open && (
        <>
          <SplitHandle
            label={`Width of ${endLabel.toLowerCase()}`}
            share={bounded}
            frame={frame}
            onShare={(next) => setShare(clamp(next))}
            onReset={() => setShare(defaultShare)}
          />
          <EndPane label={endLabel} onClose={onClose}>
            {end}
          </EndPane>
        </>
      )}
    </div>
  )
}

function EndPane({ label, onClose, children }: { label: string; onClose?: () => void; children: ReactNode }) {
  const pane = useRef<HTMLElement>(null)
  useEffect(() => {
    // It covers the list on a phone: focus must not stay on what cannot be seen.
    if (matchMedia('(width < 48rem)').matches) pane.current?.focus()
  }, [])
  function press(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.defaultPrevented || !onClose) return
    event.preventDefault()
    onClose()
  }
  return (
    <section
      ref={pane}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={press}
      className="flex min-h-0 w-(--end) shrink-0 flex-col bg-bg outline-none max-md:absolute max-md:inset-0 max-md:z-10 max-md:w-full max-md:animate-slide-in-bottom"
    >
      {children}
    </section>
  )
}

function clamp(share: number): number {
  return Math.min(MAX_SHARE, Math.max(MIN_SHARE, share))
}

/** React's style type knows no custom properties; they are plain strings here. */
function toStyle(properties: Record<`--${string}`, string>): CSSProperties {
  return properties as CSSProperties
}
