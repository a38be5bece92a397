import { Ban, Check, CircleDashed, CircleX, LoaderCircle } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import type { RunStatus } from './job'

const states = {
  queued: { label: 'Waiting', tone: 'neutral', icon: <CircleDashed aria-hidden="true" /> },
  running: {
    label: 'Running',
    tone: 'accent',
    icon: <LoaderCircle aria-hidden="true" className="motion-safe:animate-spin" />,
  },
  success: { label: 'Done', tone: 'ok', icon: <Check aria-hidden="true" /> },
  failure: { label: 'Failed', tone: 'bad', icon: <CircleX aria-hidden="true" /> },
  canceled: { label: 'Cancelled', tone: 'warn', icon: <Ban aria-hidden="true" /> },
} as const

/** How a run is doing, in one word. */
export function runStateLabel(state: RunStatus): string {
  return states[state].label
}

const colors = { neutral: 'text-text-3', accent: 'text-accent', ok: 'text-ok', bad: 'text-bad', warn: 'text-warn' }

/** How a run is doing, as a picture beside words that say it. */
export function RunStateIcon({ state }: { state: RunStatus }) {
  const { icon, tone } = states[state]
  return <span className={cn('block [&_svg]:size-4', colors[tone])}>{icon}</span>
}

/** The same as a badge. */
export function RunState({ state }: { state: RunStatus }) {
  const { label, tone, icon } = states[state]
  return (
    <Badge tone={tone}>
      {icon}
      {label}
    </Badge>
  )
}
