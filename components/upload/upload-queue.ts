export type UploadStatus = 'waiting' | 'sending' | 'done' | 'failed' | 'cancelled'

/** One file on its way into a storage. */
export type Upload = {
  id: number
  workspace: string
  storage: string
  key: string
  file: File
  /** Whether an object of that key may be replaced. */
  overwrite: boolean
  status: UploadStatus
  /** Bytes that have left. */
  sent: number
  attempts: number
  failure: UploadFailure | null
}

/** `lost`: the connection broke, trying again may help. `taken`: the key exists by now. */
export type UploadFailure = { kind: 'lost' | 'taken' | 'refused'; message: string }

export type NewUpload = Pick<Upload, 'workspace' | 'storage' | 'key' | 'file' | 'overwrite'>
export type UploadQueue = readonly Upload[]

export type UploadEvent =
  | { type: 'add'; uploads: NewUpload[] }
  | { type: 'start'; id: number }
  | { type: 'progress'; id: number; sent: number }
  | { type: 'done'; id: number }
  | { type: 'fail'; id: number; failure: UploadFailure }
  | { type: 'cancel'; id: number }
  | { type: 'cancel-all' }
  | { type: 'retry'; id: number; overwrite?: boolean }
  | { type: 'retry-failed' }
  | { type: 'clear' }

/** Three at once fill a line without starving each other. */
const PARALLEL_UPLOADS = 3
const MAX_ATTEMPTS = 2

/** The queue after an event. */
export function reduceUploads(queue: UploadQueue, event: UploadEvent): UploadQueue {
  switch (event.type) {
    case 'add':
      return [...queue, ...event.uploads.map((upload, index) => fresh(upload, nextId(queue) + index))]
    case 'start':
      return change(queue, event.id, ({ attempts }) => ({ status: 'sending', sent: 0, attempts: attempts + 1 }))
    case 'progress':
      return change(queue, event.id, ({ status }) => (status === 'sending' ? { sent: event.sent } : {}))
    case 'done':
      return change(queue, event.id, ({ file }) => ({ status: 'done', sent: file.size, failure: null }))
    case 'fail':
      return change(queue, event.id, (upload) => failed(upload, event.failure))
    case 'cancel':
      return change(queue, event.id, cancelled)
    case 'cancel-all':
      return queue.map((upload) => ({ ...upload, ...cancelled(upload) }))
    case 'retry':
      return change(queue, event.id, (upload) => again(upload, event.overwrite))
    case 'retry-failed':
      return queue.map((upload) => (upload.status === 'failed' ? { ...upload, ...again(upload) } : upload))
    case 'clear':
      return queue.filter(isUnfinished)
  }
}

/** Uploads that may start now. */
export function startable(queue: UploadQueue): Upload[] {
  const sending = queue.filter(({ status }) => status === 'sending').length
  return queue.filter(({ status }) => status === 'waiting').slice(0, Math.max(0, PARALLEL_UPLOADS - sending))
}

/** Whether it still has something to send. */
export function isUnfinished({ status }: Upload): boolean {
  return status === 'waiting' || status === 'sending'
}

function fresh(upload: NewUpload, id: number): Upload {
  return { ...upload, id, status: 'waiting', sent: 0, attempts: 0, failure: null }
}

function nextId(queue: UploadQueue): number {
  return (queue.at(-1)?.id ?? 0) + 1
}

function change(queue: UploadQueue, id: number, next: (upload: Upload) => Partial<Upload>): UploadQueue {
  const index = queue.findIndex((upload) => upload.id === id)
  const found = queue[index]
  return found ? queue.with(index, { ...found, ...next(found) }) : queue
}

/** A lost connection is tried once more by itself; whatever was cancelled meanwhile stays cancelled. */
function failed(upload: Upload, failure: UploadFailure): Partial<Upload> {
  if (upload.status !== 'sending') return {}
  if (failure.kind === 'lost' && upload.attempts < MAX_ATTEMPTS) return { status: 'waiting', sent: 0 }
  return { status: 'failed', sent: 0, failure }
}

function cancelled(upload: Upload): Partial<Upload> {
  return isUnfinished(upload) ? { status: 'cancelled', sent: 0 } : {}
}

function again({ overwrite }: Upload, replace = overwrite): Partial<Upload> {
  return { status: 'waiting', sent: 0, attempts: 0, failure: null, overwrite: replace }
}
