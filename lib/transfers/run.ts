import type { Gate } from './gate'
import type { Meter } from './meter'
import type { Ends } from './open-ends'
import type { ClaimedTransfer } from './store'
import type { Patience } from './with-retries'

/** One transfer while this process works on it. */
export type Run = {
  transfer: ClaimedTransfer
  /** Ends with the lease, with a pause and with a cancel. */
  signal: AbortSignal
  /** Both storages with the rights of this moment. */
  open: () => Promise<Ends>
  meter: Meter
  /** Holds back large objects, whose buffers take memory. */
  large: Gate
  patience: Patience
  /** `givenUp`: the server failed at a copy however often it was asked, so that no other object waits for that. */
  serverCopies: { givenUp: boolean }
  /** Called once an object lies at the target, before it is checked. */
  onPlaced?: (key: string, target: string) => void
  /** What fails now is not tried again. */
  isLastTry?: boolean
}
