import { Badge } from '@/components/ui/badge'
import type { Transfer } from '@/lib/transfers/schema'

/** How a transfer stands, in one word. */
export function TransferState({ transfer }: { transfer: Transfer }) {
  const { status, counts } = transfer
  if (status === 'waiting') return <Badge>Waiting</Badge>
  if (status === 'running') return <Badge tone="accent">At work</Badge>
  if (status === 'paused') return <Badge tone="warn">Paused</Badge>
  if (status === 'cancelled') return <Badge>Cancelled</Badge>
  if (status === 'failed') return <Badge tone="bad">Stopped</Badge>
  return counts.failed.objects > 0 ? <Badge tone="warn">Done in part</Badge> : <Badge tone="ok">Done</Badge>
}
