import { Ban, Check, CircleDashed, CircleX, LoaderCircle } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import type { JobState } from './job'

const states = {
  waiting: { label: 'Waiting', tone: 'neutral', icon: <CircleDashed aria-hidden="true" /> },
  running: {
    label: 'Running',
    tone: 'accent',
    icon: <LoaderCircle aria-hidden="true" className="motion-safe:animate-spin" />,
  },
  succeeded: { label: 'Done', tone: 'ok', icon: <Check aria-hidden="true" /> },
  failed: { label: 'Failed', tone: 'bad', icon: <CircleX aria-hidden="true" /> },
  cancelled: { label: 'Cancelled', tone: 'warn', icon: <Ban aria-hidden="true" /> },
} as const

/** How a run is doing, in one word. */
export function RunState({ state }: { state: JobState }) {
  const { label, tone, icon } = states[state]
  return (
    <Badge tone={tone}>
      {icon}
      {label}
    </Badge>
  )
}
