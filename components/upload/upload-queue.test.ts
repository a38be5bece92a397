import { describe, expect, it } from 'vitest'
import {
  type NewUpload,
  reduceUploads,
  startable,
  type UploadEvent,
  type UploadFailure,
  type UploadQueue,
} from './upload-queue'
import { totalUploads } from './upload-totals'

const LOST: UploadFailure = { kind: 'lost', message: 'gone' }
const TAKEN: UploadFailure = { kind: 'taken', message: 'exists' }

function file(name: string, size = 10): NewUpload {
  return {
    workspace: 'lab',
    storage: '_default_',
    key: name,
    file: new File([new Uint8Array(size)], name),
    overwrite: false,
  }
}

function after(...events: UploadEvent[]): UploadQueue {
  const add: UploadEvent = { type: 'add', uploads: ['a', 'b', 'c', 'd', 'e'].map((name) => file(name)) }
  return [add, ...events].reduce<UploadQueue>(reduceUploads, [])
}

const first = (...events: UploadEvent[]) => after(...events)[0]

describe('a queue of uploads', () => {
  it('starts three at once and the next when one ends', () => {
    expect(startable(after()).map(({ key }) => key)).toEqual(['a', 'b', 'c'])
    const running: UploadEvent[] = [1, 2, 3].map((id) => ({ type: 'start', id }))
    expect(startable(after(...running))).toEqual([])
    expect(startable(after(...running, { type: 'done', id: 2 })).map(({ key }) => key)).toEqual(['d'])
  })

  it('tries a lost connection once more by itself, then gives up', () => {
    const lost: UploadEvent[] = [
      { type: 'start', id: 1 },
      { type: 'fail', id: 1, failure: LOST },
    ]
    expect(first(...lost)).toMatchObject({ status: 'waiting', sent: 0 })
    expect(first(...lost, ...lost)).toMatchObject({ status: 'failed', failure: LOST })
  })

  it('does not repeat what the server refused', () => {
    expect(first({ type: 'start', id: 1 }, { type: 'fail', id: 1, failure: TAKEN })?.status).toBe('failed')
  })

  it('leaves cancelled what fails or moves after it was cancelled', () => {
    const events: UploadEvent[] = [
      { type: 'start', id: 1 },
      { type: 'cancel', id: 1 },
      { type: 'progress', id: 1, sent: 5 },
      { type: 'fail', id: 1, failure: LOST },
    ]
    expect(first(...events)).toMatchObject({ status: 'cancelled', sent: 0 })
  })

  it('retries with permission to replace when that is asked for', () => {
    const events: UploadEvent[] = [
      { type: 'start', id: 1 },
      { type: 'fail', id: 1, failure: TAKEN },
      { type: 'retry', id: 1, overwrite: true },
    ]
    expect(first(...events)).toMatchObject({ status: 'waiting', attempts: 0, overwrite: true, failure: null })
  })

  it('cancels all that is not finished and keeps what is', () => {
    const queue = after({ type: 'start', id: 1 }, { type: 'done', id: 1 }, { type: 'cancel-all' })
    expect(queue.map(({ status }) => status)).toEqual(['done', 'cancelled', 'cancelled', 'cancelled', 'cancelled'])
  })

  it('clears what is finished and gives new files numbers of their own', () => {
    const cleared = after({ type: 'start', id: 1 }, { type: 'done', id: 1 }, { type: 'clear' })
    const ids = reduceUploads(cleared, { type: 'add', uploads: [file('f')] }).map(({ id }) => id)
    expect(new Set(ids).size).toBe(5)
  })

  it('sums bytes without those that will not be sent', () => {
    const queue = after({ type: 'start', id: 1 }, { type: 'progress', id: 1, sent: 4 }, { type: 'cancel', id: 2 })
    expect(totalUploads(queue)).toMatchObject({ files: 5, bytes: 40, sent: 4, unfinished: 4, cancelled: 1 })
  })
})
