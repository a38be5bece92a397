import type { sendUpload } from './send-upload'
import { addSample, type RateSample, transferRate } from './transfer-rate'
import {
  isUnfinished,
  type NewUpload,
  reduceUploads,
  startable,
  type Upload,
  type UploadEvent,
  type UploadQueue,
} from './upload-queue'
import { totalUploads, type UploadTotals } from './upload-totals'

export type UploadsView = { queue: UploadQueue; totals: UploadTotals /** Bytes per second. */; rate: number | null }

type Effects = {
  send: typeof sendUpload
  now: () => number
  later: (work: () => void, ms: number) => void
  /** Files arrived in this workspace. */
  onStored: (workspace: string) => void
  onRunning: (running: boolean) => void
}

const SHOW_MS = 200
const RETRY_AFTER_MS = 2000
const FREQUENT = new Set<UploadEvent['type']>(['start', 'progress', 'done'])
const NOTHING: UploadsView = { queue: [], totals: totalUploads([]), rate: null }

export type UploadManager = ReturnType<typeof createUploadManager>

/** Runs the queue of uploads, three at once, and tells its listeners how far it is. */
export function createUploadManager(effects: Effects) {
  let queue: UploadQueue = []
  let view = NOTHING
  let samples: RateSample[] = []
  let showing = false
  const aborts = new Map<number, AbortController>()
  const listeners = new Set<() => void>()

  function dispatch(event: UploadEvent) {
    queue = reduceUploads(queue, event)
    show(!FREQUENT.has(event.type))
  }

  /** What happens a hundred times a second with many small files is told five times. */
  function show(atOnce: boolean) {
    if (atOnce) return publish()
    if (showing) return
    showing = true
    effects.later(() => {
      showing = false
      publish()
    }, SHOW_MS)
  }

  function publish() {
    const totals = totalUploads(queue)
    samples = totals.unfinished > 0 ? addSample(samples, { at: effects.now(), bytes: totals.sent }) : []
    view = { queue, totals, rate: transferRate(samples) }
    effects.onRunning(totals.unfinished > 0)
    for (const listener of listeners) listener()
  }

  function pump() {
    for (const upload of startable(queue)) void run(upload)
  }

  async function run(upload: Upload) {
    const { id } = upload
    const abort = new AbortController()
    aborts.set(id, abort)
    dispatch({ type: 'start', id })
    const onProgress = (sent: number) => dispatch({ type: 'progress', id, sent })
    const failure = await effects.send(upload, { onProgress, signal: abort.signal })
    // What broke a moment ago is rarely mended at once.
    if (failure?.kind === 'lost' && upload.attempts === 0)
      await new Promise<void>((go) => effects.later(go, RETRY_AFTER_MS))
    aborts.delete(id)
    const cancelled = abort.signal.aborted
    if (!cancelled) dispatch(failure ? { type: 'fail', id, failure } : { type: 'done', id })
    if (!cancelled && !failure) effects.onStored(upload.workspace)
    pump()
  }

  function stop(ids: number[]) {
    for (const id of ids) aborts.get(id)?.abort()
  }

  return {
    read: () => view,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    add(uploads: NewUpload[]) {
      if (!queue.some(isUnfinished)) dispatch({ type: 'clear' })
      dispatch({ type: 'add', uploads })
      pump()
    },
    cancel(id: number) {
      dispatch({ type: 'cancel', id })
      stop([id])
      pump()
    },
    cancelAll() {
      dispatch({ type: 'cancel-all' })
      stop([...aborts.keys()])
    },
    retry(id: number, options: { overwrite?: boolean } = {}) {
      dispatch({ type: 'retry', id, ...options })
      pump()
    },
    retryFailed() {
      dispatch({ type: 'retry-failed' })
      pump()
    },
    clear: () => dispatch({ type: 'clear' }),
  }
}
