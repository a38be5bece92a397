import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Fault, faultyProxy } from '@/lib/testing/faulty-proxy'
import { openTestBucket, settingsOf, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { linkStorage, s3Value, startTransferLab } from '@/lib/testing/transfer-lab'
import { listFailures } from './list-failures'

const MIB = 1024 ** 2
const small = randomBytes(300_000)
/** Goes in parts. */
const large = randomBytes(20 * MIB)
const keys = ['a/large', 'a/small', 'a/weiß #?%+ "x"']

await describeWithServer('ceph', 'between this server and Ceph', (server) => {
  let lab: Awaited<ReturnType<typeof startTransferLab>>
  let bucket: TestBucket
  let proxy: Awaited<ReturnType<typeof faultyProxy>>
  let fault: (request: { method: string; path: string; attempt: number }) => Fault = () => null

  beforeEach(async () => {
    fault = () => null
    lab = await startTransferLab()
    bucket = await openTestBucket(server)
    proxy = await faultyProxy(server.endpoint, (request) => fault(request))
    const settings = settingsOf(server, { bucket: bucket.settings.bucket, endPoint: proxy.endpoint })
    await linkStorage('bucket', 's3', s3Value(settings))
  })
  afterEach(async () => {
    await bucket.close()
    await proxy.close()
  })

  async function fill(store: Pick<TestBucket['store'], 'write'>) {
    for (const key of keys) await store.write(key, key === 'a/large' ? large : small, { contentType: 'text/x-kept' })
  }

  const sizes = async (store: TestBucket['store']) => (await store.list()).objects.map(({ key, size }) => [key, size])
  const whole = keys.map((key) => [key, key === 'a/large' ? large.length : small.length])
  const isBody = (path: string) => /\/a\//.test(path)

  it.each<[string, typeof fault]>([
    [
      'asks for fewer requests',
      ({ attempt }) => (attempt % 3 === 1 ? { refuse: { status: 503, code: 'SlowDown' } } : null),
    ],
    [
      'breaks off in the middle of what is sent',
      ({ method, path, attempt }) =>
        method === 'PUT' && isBody(path) && attempt === 1 ? { breakSentAfter: 100_000 } : null,
    ],
    ['is slow', () => ({ slowMs: 30 })],
  ])('what is copied to a store that %s arrives whole', async (_what, rule) => {
    await fill(lab.store)
    fault = rule
    const ended = await lab.run({ target: 'bucket' })
    expect(ended).toMatchObject({ status: 'done', counts: { done: { objects: 3 }, failed: { objects: 0 } } })
    expect(await sizes(bucket.store)).toEqual(whole)
    expect(await bucket.store.head('a/large')).toMatchObject({ contentType: 'text/x-kept' })
  })

  it.each<[string, typeof fault]>([
    [
      'breaks off in the middle of its answer',
      ({ method, path, attempt }) =>
        method === 'GET' && isBody(path) && attempt === 1 ? { breakAnswerAfter: 100_000 } : null,
    ],
    [
      'asks for fewer requests',
      ({ attempt }) => (attempt % 3 === 1 ? { refuse: { status: 503, code: 'SlowDown' } } : null),
    ],
  ])('what is moved from a store that %s arrives whole', async (_what, rule) => {
    await fill(bucket.store)
    fault = rule
    const ended = await lab.run({ kind: 'move', source: 'bucket' })
    expect(ended).toMatchObject({ status: 'done', counts: { done: { objects: 3 }, failed: { objects: 0 } } })
    expect(await sizes(lab.archive)).toEqual(whole)
    expect(await sizes(bucket.store)).toEqual([])
  })

  it.each<[string, typeof fault, RegExp]>([
    [
      'cuts every answer',
      ({ method, path }) => (method === 'GET' && isBody(path) ? { breakAnswerAfter: 50_000 } : null),
      /closed the connection|broke|aborted/,
    ],
    [
      'refuses to be read',
      ({ method, path }) =>
        method === 'GET' && isBody(path) ? { refuse: { status: 403, code: 'AccessDenied' } } : null,
      /denies this to access key/,
    ],
  ])('of a source that %s nothing is stored, nothing deleted, and the reason is told', async (_what, rule, reason) => {
    await fill(bucket.store)
    fault = rule
    const ended = await lab.run({ kind: 'move', source: 'bucket' })
    expect(ended.counts).toMatchObject({ done: { objects: 0 }, failed: { objects: 3 } })
    const { failures } = await listFailures(lab.owner, { id: ended.id })
    for (const failure of failures) expect(failure.reason).toMatch(reason)
    expect(await lab.archived()).toEqual([])
    expect(await sizes(bucket.store)).toEqual(whole)
  })

  it('a move that may not delete is told so, and not tried again', async () => {
    await bucket.store.write('a/small', small)
    let deletions = 0
    fault = ({ method }) => {
      if (method !== 'DELETE') return null
      deletions += 1
      return { refuse: { status: 403, code: 'AccessDenied' } }
    }
    const ended = await lab.run({ kind: 'move', source: 'bucket', keys: ['a/small'] })
    expect(ended.counts).toMatchObject({ done: { objects: 0 }, failed: { objects: 1 } })
    const { failures } = await listFailures(lab.owner, { id: ended.id })
    expect(failures[0]?.reason).toMatch(/was copied but not removed: .*denies this/)
    expect(deletions).toBe(1)
    expect(await sizes(bucket.store)).toEqual([['a/small', small.length]])
  })

  it('what a store took without saying so is found again, and makes no second one', async () => {
    await fill(lab.store)
    fault = ({ method, path, attempt }) =>
      method === 'PUT' && path.endsWith('/a/small') && attempt === 1 ? { loseAnswer: true } : null
    for (const conflict of ['keep_both', 'skip', 'different'] as const) {
      const to = `${conflict}/`
      const ended = await lab.run({ target: 'bucket', keys: ['a/small'], to, conflict })
      expect(ended.counts).toMatchObject({ done: { objects: 1 }, skipped: { objects: 0 }, failed: { objects: 0 } })
      expect((await bucket.store.list({ prefix: to })).objects).toHaveLength(1)
    }
  })

  it('what somebody else writes before a copy is checked is theirs, and stays', async () => {
    await fill(lab.store)
    let stage: 'before' | 'written' | 'meddled' = 'before'
    let meddling: Promise<unknown> = Promise.resolve()
    fault = ({ method, path }) => {
      if (!path.endsWith('/a/small')) return null
      if (method === 'PUT' && stage === 'before') stage = 'written'
      if (method !== 'HEAD' || stage !== 'written') return null
      stage = 'meddled'
      meddling = bucket.store.write('a/small', Buffer.from('theirs'))
      return { slowMs: 500 }
    }
    const ended = await lab.run({ target: 'bucket', keys: ['a/small'] })
    await meddling
    expect(stage).toBe('meddled')
    expect(ended.counts).toMatchObject({ done: { objects: 0 }, skipped: { objects: 1 }, failed: { objects: 0 } })
    expect(await bucket.store.head('a/small')).toMatchObject({ size: 6 })
  })

  it('of a target that breaks every body nothing is visible, and a move deletes nothing', async () => {
    await fill(lab.store)
    fault = ({ method, path }) => (method === 'PUT' && isBody(path) ? { breakSentAfter: 100_000 } : null)
    const ended = await lab.run({ kind: 'move', target: 'bucket' })
    expect(ended.counts).toMatchObject({ done: { objects: 0 }, failed: { objects: 3 } })
    expect(await sizes(bucket.store)).toEqual([])
    expect(await lab.keys()).toEqual(keys)
  })

  it('of a target that refuses every part no answer of the source stays open', async () => {
    const other = await openTestBucket(server)
    const { bucket: name } = other.settings
    await linkStorage('other', 's3', s3Value(settingsOf(server, { bucket: name, endPoint: proxy.endpoint })))
    await fill(bucket.store)
    // The server may not copy by itself either.
    fault = ({ method, path }) =>
      method === 'PUT' && path.startsWith(`/${name}/`) ? { refuse: { status: 403, code: 'AccessDenied' } } : null
    const ended = await lab.run({ source: 'bucket', target: 'other' })
    expect(ended.counts).toMatchObject({ done: { objects: 0 }, failed: { objects: 3 } })
    expect(proxy.answering()).toBe(0)
    await other.close()
  })

  it('keeps tags and headers of what goes through this server, and a move takes no more away than arrived', async () => {
    const other = await openTestBucket(server)
    // Under another name of the same server nothing tells that it could copy by itself.
    await linkStorage('other', 's3', s3Value(other.settings))
    const kept = {
      contentType: 'text/x-kept',
      contentDisposition: 'inline',
      cacheControl: 'no-store',
      metadata: { a: 'ü' },
    }
    const tags = { project: 'a + b', owner: 'ada' }
    for (const [key, body] of [
      ['a/large', large],
      ['a/small', small],
    ] as const)
      await bucket.store.write(key, body, { ...kept, tags })
    expect((await lab.run({ kind: 'move', source: 'bucket', target: 'other' })).counts).toMatchObject({
      done: { objects: 2 },
    })
    for (const key of ['a/large', 'a/small']) {
      expect(await other.store.head(key)).toMatchObject(kept)
      expect(await other.store.tags?.read(key)).toEqual(tags)
    }
    await other.close()
  })

  it('copies between two buckets of one account on the server, and checks by reading back when asked to', async () => {
    const other = await openTestBucket(server)
    await linkStorage(
      'other',
      's3',
      s3Value(settingsOf(server, { bucket: other.settings.bucket, endPoint: proxy.endpoint })),
    )
    await fill(bucket.store)
    const read: string[] = []
    fault = ({ method, path }) => {
      if (method === 'GET' && isBody(path)) read.push(path)
      return null
    }
    await lab.run({ source: 'bucket', target: 'other' })
    expect(await sizes(other.store)).toEqual(whole)
    expect(read).toEqual([])
    await lab.run({ source: 'bucket', target: 'other', conflict: 'overwrite', verify: 'read_back', to: 'b/' })
    expect(read).toHaveLength(6)
    await other.close()
  })
})
