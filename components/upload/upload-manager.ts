import type { SendOptions, sendUpload } from './send-upload'
import { type BoardEffects, createUploadBoard } from './upload-board'
import {
  isUnfinished,
  type NewUpload,
  reduceUploads,
  startable,
  type Upload,
  type UploadEvent,
  type UploadQueue,
} from './upload-queue'

type Effects = BoardEffects & {
  send: typeof sendUpload
  /** Files arrived in this workspace. */
  onStored: (workspace: string) => void
}

const RETRY_AFTER_MS = 2000
const FREQUENT = new Set<UploadEvent['type']>(['start', 'progress', 'done'])

/** Runs the queue of uploads, three at once, and tells its listeners how far it is. */
export function createUploadManager(effects: Effects) {
  let queue: UploadQueue = []
  const aborts = new Map<number, AbortController>()
  const board = createUploadBoard(effects, () => queue)

  function dispatch(event: UploadEvent) {
    queue = reduceUploads(queue, event)
    if (FREQUENT.has(event.type)) board.publishSoon()
    else board.publish()
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
    const failure = await trySending(effects, upload, { onProgress, signal: abort.signal })
    aborts.delete(id)
    const cancelled = abort.signal.aborted
    if (!cancelled) dispatch(failure ? { type: 'fail', id, failure } : { type: 'done', id })
    if (!cancelled && !failure) effects.onStored(upload.workspace)
    pump()
  }

  return {
    read: board.read,
    subscribe: board.subscribe,
    add(uploads: NewUpload[]) {
      if (!queue.some(isUnfinished)) dispatch({ type: 'clear' })
      dispatch({ type: 'add', uploads })
      pump()
    },
    cancel(id: number) {
      dispatch({ type: 'cancel', id })
      aborts.get(id)?.abort()
      pump()
    },
    cancelAll() {
      dispatch({ type: 'cancel-all' })
      for (const abort of aborts.values()) abort.abort()
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

/** Sends once. What broke a moment ago is rarely mended at once, so a first loss is told after a pause. */
async function trySending(effects: Effects, upload: Upload, options: SendOptions) {
  const failure = await effects.send(upload, options)
  if (failure?.kind === 'lost' && upload.attempts === 0)
    await new Promise<void>((go) => effects.later(go, RETRY_AFTER_MS))
  return failure
}
