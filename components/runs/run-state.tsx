import { Ban, Check, CircleDashed, CircleX, LoaderCircle } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
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
export function RunState({ state }: { state: RunStatus }) {
  const { label, tone, icon } = states[state]
  return (
    <Badge tone={tone}>
      {icon}
      {label}
    </Badge>
  )
}
