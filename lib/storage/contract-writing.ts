import { PassThrough, Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { bytes, listAll, type Suite, text } from './contract-support'

const attributes = {
  contentType: 'text/csv; charset=utf-8',
  contentDisposition: `attachment; filename="may's report.csv"`,
  contentEncoding: 'identity',
  cacheControl: 'private, max-age=60',
  metadata: { owner: 'ada', 'import-run': '42' },
}

/** Writing whole objects, streams and replacements. */
export function describeWriting({ store }: Suite): void {
  describe('writing', () => {
    it('keeps the bytes and all attributes', async () => {
      const result = await store().write('write/all.csv', bytes('a,b\n1,2\n'), attributes)
      const content = await store().read('write/all.csv')
      expect(content.info).toMatchObject({ key: 'write/all.csv', size: 8, etag: result.etag, ...attributes })
      expect(result.size).toBe(8)
      expect(await text(content)).toBe('a,b\n1,2\n')
    })

    it('tells the same by head', async () => {
      await store().write('write/head.csv', bytes('a,b'), attributes)
      const { body, info } = await store().read('write/head.csv')
      body.destroy()
      expect(await store().head('write/head.csv')).toEqual(info)
      expect(Math.abs(Date.now() - info.lastModified.getTime())).toBeLessThan(60_000)
    })

    it('takes a stream of unknown length', async () => {
      const result = await store().write('write/stream', Readable.from([bytes('one '), bytes('two '), bytes('three')]))
      expect(result.size).toBe(13)
      expect(await text(store().read('write/stream'))).toBe('one two three')
    })

    it('takes a stream of announced length', async () => {
      await store().write('write/announced', Readable.from([bytes('one '), bytes('two')]), { size: 7 })
      expect(await text(store().read('write/announced'))).toBe('one two')
    })

    it.each([
      ['bytes', () => new Uint8Array()],
      ['a stream', () => Readable.from([])],
    ])('stores zero bytes from %s', async (name, body) => {
      await store().write(`write/empty ${name}`, body(), { contentType: 'text/plain' })
      const content = await store().read(`write/empty ${name}`)
      expect(content).toMatchObject({ start: 0, end: 0, info: { size: 0, contentType: 'text/plain' } })
      expect(await text(content)).toBe('')
    })

    it('replaces content, attributes and ETag', async () => {
      const first = await store().write('write/twice', bytes('first'), attributes)
      const second = await store().write('write/twice', bytes('second!'), { contentType: 'text/plain' })
      const info = await store().head('write/twice')
      expect(second.etag).not.toBe(first.etag)
      expect(info).toMatchObject({ size: 7, etag: second.etag, contentType: 'text/plain', metadata: {} })
    })

    it('lets the last of many writers win whole', async () => {
      const bodies = Array.from({ length: 20 }, (_, i) => String.fromCharCode(97 + i).repeat(50_000))
      await Promise.all(bodies.map((body) => store().write('write/contested', bytes(body))))
      expect(bodies).toContain(await text(store().read('write/contested')))
    })
  })
}

/** A write that fails leaves the store as it was. */
export function describeFailedWrites({ store }: Suite): void {
  const leftNothing = async (prefix: string) => expect((await listAll(store(), { prefix })).keys).toEqual([])

  describe('a write that fails', () => {
    it('leaves nothing when it is aborted', async () => {
      const abort = new AbortController()
      const writing = store().write('failed/aborted', endless(), { signal: abort.signal })
      setTimeout(() => abort.abort(), 100)
      await expect(writing).rejects.toThrow(/abort/i)
      await leftNothing('failed/aborted')
    })

    it('does not begin when it is aborted before', async () => {
      const write = store().write('failed/before', bytes('x'), { signal: AbortSignal.abort() })
      await expect(write).rejects.toThrow(/abort/i)
      await leftNothing('failed/before')
    })

    it('leaves nothing when the body fails', async () => {
      await expect(store().write('failed/body', failing())).rejects.toThrow('the sender went away')
      await leftNothing('failed/body')
    })

    it.each([
      ['goes away before it is read', (body: PassThrough) => body.destroy(new Error('the sender went away'))],
      ['hangs up without a word', (body: PassThrough) => body.destroy()],
    ])('leaves nothing when the sender %s', async (name, hangUp) => {
      const body = new PassThrough()
      body.write('the first half')
      const write = store().write(`failed/${name}`, body)
      hangUp(body)
      await expect(write).rejects.toThrow()
      await leftNothing(`failed/${name}`)
    })

    it('keeps the object that was there when the body fails', async () => {
      await store().write('kept', bytes('the old one'))
      await expect(store().write('kept', failing())).rejects.toThrow('the sender went away')
      expect(await text(store().read('kept'))).toBe('the old one')
    })

    it.each([
      ['shorter', 12],
      ['longer', 10],
      ['not empty', 0],
    ])('refuses a body that is %s than announced', async (name, size) => {
      const write = store().write(`failed/${name}`, Readable.from([bytes('hello world')]), { size })
      await expect(write).rejects.toMatchObject({ code: 'invalid' })
      await leftNothing(`failed/${name}`)
    })

    it('refuses bytes of another length than announced', async () => {
      await expect(store().write('failed/bytes', bytes('hello'), { size: 4 })).rejects.toMatchObject({
        code: 'invalid',
      })
      await leftNothing('failed/bytes')
    })
  })
}

/** Of many writers that must not replace anything, exactly one wins. */
export function describeExclusiveWrites({ store, supports }: Suite): void {
  describe('a write that must not overwrite', () => {
    it('creates what is not there', async () => {
      await store().write('exclusive/new', bytes('new'), { overwrite: false })
      expect(await text(store().read('exclusive/new'))).toBe('new')
    })

    it('names the key that is taken and keeps its object', async () => {
      await store().write('exclusive/taken', bytes('old'))
      const write = store().write('exclusive/taken', bytes('new'), { overwrite: false })
      await expect(write).rejects.toMatchObject({ code: 'conflict', key: 'exclusive/taken' })
      expect(await text(store().read('exclusive/taken'))).toBe('old')
    })

    const contested = ['exclusive/race', 'exclusive/race//blob'].filter((key) => !supports.confuses?.(key))
    it.runIf(supports.exclusiveWrites).each(contested)('lets exactly one of many writers of %s win', async (key) => {
      const writers = Array.from({ length: 20 }, (_, i) => `writer ${i}`)
      const results = await Promise.allSettled(
        writers.map((body) => store().write(key, bytes(body), { overwrite: false })),
      )
      const winner = results.findIndex(({ status }) => status === 'fulfilled')
      const losers = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
      expect(losers.map(({ code }) => code)).toEqual(Array(19).fill('conflict'))
      expect(await text(store().read(key))).toBe(`writer ${winner}`)
    })
  })
}

/** Of an object, only the version that is meant is replaced or removed. */
export function describeVersionedChanges({ store, supports }: Suite): void {
  const changed = { code: 'conflict', name: 'ObjectChanged' }
  const etagOf = async (key: string) => (await store().head(key))?.etag ?? undefined

  describe('a change that means one version', () => {
    it('replaces that version', async () => {
      const { etag } = await store().write('version/replaced', bytes('old'))
      await store().write('version/replaced', bytes('new'), { ifMatch: etag ?? '' })
      expect(await text(store().read('version/replaced'))).toBe('new')
    })

    it('replaces and removes no other one, and makes none where there is none', async () => {
      const { etag } = await store().write('version/other', bytes('old'))
      await store().write('version/other', bytes('newer'))
      const ifMatch = etag ?? ''
      await expect(store().write('version/other', bytes('x'), { ifMatch })).rejects.toMatchObject(changed)
      await expect(store().remove(['version/other'], { ifMatch })).rejects.toMatchObject(changed)
      expect(await text(store().read('version/other'))).toBe('newer')
      await expect(store().write('version/none', bytes('x'), { ifMatch })).rejects.toMatchObject(changed)
      expect(await store().head('version/none')).toBeNull()
    })

    it('removes that version, and does not mind that it is gone', async () => {
      await store().write('version/removed', bytes('x'))
      const ifMatch = await etagOf('version/removed')
      expect(await store().remove(['version/removed'], { ifMatch })).toEqual([])
      expect(await store().remove(['version/removed'], { ifMatch })).toEqual([])
      expect(await store().head('version/removed')).toBeNull()
    })

    it('copies over that version alone', async () => {
      await store().write('version/source', bytes('copied'))
      await store().write('version/target', bytes('old'))
      const ifMatch = await etagOf('version/target')
      await store().copy?.('version/source', 'version/target', { ifMatch })
      expect(await text(store().read('version/target'))).toBe('copied')
      await store().write('version/target', bytes('changed'))
      const copy = store().copy?.('version/source', 'version/target', { ifMatch })
      await expect(copy).rejects.toMatchObject(changed)
      expect(await text(store().read('version/target'))).toBe('changed')
    })

    it.runIf(supports.exclusiveWrites)('lets one of many writers win who mean the same version', async () => {
      await store().write('version/race', bytes('first'))
      const ifMatch = await etagOf('version/race')
      const writers = Array.from({ length: 10 }, (_, i) =>
        store().write('version/race', bytes(`writer ${i}`), { ifMatch }),
      )
      const won = (await Promise.allSettled(writers)).flatMap(({ status }, i) => (status === 'fulfilled' ? [i] : []))
      expect(won).toHaveLength(1)
      expect(await text(store().read('version/race'))).toBe(`writer ${won[0]}`)
    })
  })
}

function endless(): Readable {
  async function* chunks() {
    for (;;) {
      yield bytes('x'.repeat(1000))
      await sleep(1)
    }
  }
  return Readable.from(chunks())
}

function failing(): Readable {
  function* chunks() {
    yield bytes('x'.repeat(100_000))
    throw new Error('the sender went away')
  }
  return Readable.from(chunks())
}
