import { addSample, type RateSample, transferRate } from '@/lib/transfers/transfer-rate'
import type { UploadQueue } from './upload-queue'
import { totalUploads, type UploadTotals } from './upload-totals'

/** How far the uploads are; the rate in bytes per second. */
export type UploadsView = { queue: UploadQueue; totals: UploadTotals; rate: number | null }

export type BoardEffects = {
  now: () => number
  later: (work: () => void, ms: number) => void
  onRunning: (running: boolean) => void
}

const SHOW_MS = 200
const NOTHING: UploadsView = { queue: [], totals: totalUploads([]), rate: null }

/** What listeners see of the queue. What happens a hundred times a second with many small files is told five times. */
export function createUploadBoard(effects: BoardEffects, readQueue: () => UploadQueue) {
  let view = NOTHING
  let samples: RateSample[] = []
  let showing = false
  const listeners = new Set<() => void>()

  function publish() {
    const queue = readQueue()
    const totals = totalUploads(queue)
    samples = totals.unfinished > 0 ? addSample(samples, { at: effects.now(), bytes: totals.sent }) : []
    view = { queue, totals, rate: transferRate(samples) }
    effects.onRunning(totals.unfinished > 0)
    for (const listener of listeners) listener()
  }

  function publishSoon() {
    if (showing) return
    showing = true
    effects.later(() => {
      showing = false
      publish()
    }, SHOW_MS)
  }

  return {
    read: () => view,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    publish,
    publishSoon,
  }
}
