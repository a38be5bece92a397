import { describe, expect, it } from 'vitest'
import type { SendOptions } from './send-upload'
import { createUploadManager } from './upload-manager'
import type { NewUpload, Upload, UploadFailure } from './upload-queue'

/** A sender whose uploads end when the test says so. */
function start() {
  const pending = new Map<string, SendOptions & { end: (failure?: UploadFailure) => void }>()
  const stored: string[] = []
  const running: boolean[] = []
  const manager = createUploadManager({
    send: (upload: Upload, options: SendOptions) =>
      new Promise((resolve) => {
        const end = (failure?: UploadFailure) => resolve(failure ?? null)
        options.signal.addEventListener('abort', () => end({ kind: 'lost', message: '' }))
        pending.set(upload.key, { ...options, end })
      }),
    now: () => 0,
    later: (work) => work(),
    onStored: (workspace) => stored.push(workspace),
    onRunning: (state) => running.push(state),
  })
  const end = async (key: string, failure?: UploadFailure) => {
    pending.get(key)?.end(failure)
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { manager, pending, end, stored, running }
}

const files = (...names: string[]): NewUpload[] =>
  names.map((name) => ({ workspace: 'lab', storage: 's', key: name, file: new File(['12345'], name), overwrite: true }))

const statuses = (manager: ReturnType<typeof start>['manager']) => manager.read().queue.map(({ status }) => status)

describe('the upload manager', () => {
  it('keeps three uploads running until all are stored', async () => {
    const { manager, pending, end, stored } = start()
    manager.add(files('a', 'b', 'c', 'd'))
    expect([...pending.keys()]).toEqual(['a', 'b', 'c'])
    await end('b')
    expect([...pending.keys()]).toEqual(['a', 'b', 'c', 'd'])
    for (const key of ['a', 'c', 'd']) await end(key)
    expect(statuses(manager)).toEqual(['done', 'done', 'done', 'done'])
    expect(stored).toHaveLength(4)
  })

  it('aborts a cancelled upload and goes on with the next', async () => {
    const { manager, pending, end } = start()
    manager.add(files('a', 'b', 'c', 'd'))
    manager.cancel(1)
    await end('a')
    expect(pending.get('a')?.signal.aborted).toBe(true)
    expect(statuses(manager)).toEqual(['cancelled', 'sending', 'sending', 'sending'])
  })

  it('says when it runs and when it rests, so that leaving can be guarded', async () => {
    const { manager, end, running } = start()
    manager.add(files('a'))
    expect(running.at(-1)).toBe(true)
    await end('a')
    expect(running.at(-1)).toBe(false)
  })

  it('retries failures on demand', async () => {
    const { manager, end } = start()
    manager.add(files('a'))
    await end('a', { kind: 'refused', message: 'no' })
    expect(statuses(manager)).toEqual(['failed'])
    manager.retryFailed()
    await end('a')
    expect(statuses(manager)).toEqual(['done'])
  })

  it('starts a new list once the old one is finished', async () => {
    const { manager, end } = start()
    manager.add(files('a'))
    await end('a')
    manager.add(files('b'))
    expect(manager.read().queue.map(({ key }) => key)).toEqual(['b'])
  })
})
