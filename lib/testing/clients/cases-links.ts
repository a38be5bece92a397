import { expect } from 'vitest'
import { base64, type Case, text } from './case'
import { anyWrite } from './cases-files'

/** What a link opens without any account. */
async function open(url: unknown) {
  const response = await fetch(String(url))
  return { status: response.status, body: await response.text() }
}

// Without `?`, `#` and segments of dots: an address cannot hold them as they are, and published clients do not escape.
const names = ['plain.txt', 'dir/deep/a.txt', 'with space.txt', 'naïve é.txt', 'a+b&c=d.txt', '漢字.txt']

const opening: Case[] = names.map((name) => ({
  name: `a link to ${name} opens without an account`,
  verbs: ['url'],
  async run({ call, key, put }) {
    await put(key(name), 'by link')
    expect(await open(await call('url', { object: { s3: key(name) } }))).toEqual({ status: 200, body: 'by link' })
  },
}))

const signing: Case[] = [
  {
    name: 'an object is signed and keeps what it holds',
    verbs: ['sign'],
    async run({ call, key, put }) {
      await put(key('a'), 'x')
      const signed = await call('sign', { object: { s3: key('a'), filename: 'a.txt' } })
      expect(signed).toEqual({ s3: key('a'), filename: 'a.txt', presigned: expect.stringMatching(/^exp=\d+&sig=/) })
    },
  },
  {
    name: 'an object is signed by its URI',
    verbs: ['sign'],
    async run({ call, key, put }) {
      await put(key('a'), 'x', 'archive')
      expect(await call('sign', { object: `s3://archive/${key('a')}` })).toMatchObject({
        s3: key('a'),
        storage: 'archive',
      })
    },
  },
  {
    name: 'what a write answers can be signed',
    verbs: ['url'],
    async run({ call, client, key }) {
      const write = anyWrite(client.lacks)
      const object = Object(await call(write, { object: { s3: key('a') }, content: base64('written') }))
      expect(await open(await call('url', { object }))).toEqual({ status: 200, body: 'written' })
    },
  },
  {
    name: 'many objects are signed in their order',
    verbs: ['signMany'],
    async run({ call, key, put }) {
      const objects = ['c', 'a', 'b'].map((name) => ({ s3: key(name) }))
      for (const { s3 } of objects) await put(s3, 'x')
      const signed = await call('signMany', { objects })
      expect(signed).toMatchObject(objects)
    },
  },
  {
    name: 'an expiry is kept within a minute and a week',
    verbs: ['sign'],
    async run({ call, key, put }) {
      await put(key('a'), 'x')
      for (const [asked, seconds] of [
        [undefined, 43_200],
        [100, 100],
        [1, 60],
        [99_999_999, 604_800],
      ]) {
        const { presigned } = Object(await call('sign', { object: { s3: key('a') }, expirySecs: asked }))
        const expires = Number(/exp=(\d+)/.exec(presigned)?.[1])
        expect(Math.abs(expires - Date.now() / 1000 - Number(seconds))).toBeLessThan(10)
      }
    },
  },
  {
    name: 'a file of a secondary storage has its link',
    verbs: ['url'],
    async run({ call, key, put }) {
      await put(key('a'), 'there', 'archive')
      const url = await call('url', { object: { s3: key('a'), storage: 'archive' } })
      expect(String(url)).toContain('/s3_proxy/archive/')
      expect(await open(url)).toEqual({ status: 200, body: 'there' })
    },
  },
  {
    name: 'links of many files come in their order, signed ones as they are',
    verbs: ['urls', 'sign'],
    async run({ call, key, put }) {
      for (const name of ['a', 'b']) await put(key(name), name)
      const signed = Object(await call('sign', { object: { s3: key('a') }, expirySecs: 77 }))
      const urls = await call('urls', { objects: [{ s3: key('b') }, signed] })
      expect(Array.isArray(urls) && urls[1]).toContain(signed.presigned)
      expect(Array.isArray(urls) && (await Promise.all(urls.map(open))).map(({ body }) => body)).toEqual(['b', 'a'])
    },
  },
  {
    name: 'a signature opens no other file',
    verbs: ['sign', 'url'],
    async run({ call, key, put }) {
      await put(key('a'), 'x')
      await put(key('b'), 'secret')
      const { presigned } = Object(await call('sign', { object: { s3: key('a') } }))
      const { status, body } = await open(await call('url', { object: { s3: key('b'), presigned } }))
      expect(status).toBeGreaterThanOrEqual(400)
      expect(body).toContain('Invalid signature')
    },
  },
  {
    name: 'a file in an unknown storage is not signed',
    verbs: ['sign'],
    run: ({ refused, key }) => refused('sign', { object: { s3: key('a'), storage: 'none' } }, { status: 400 }),
  },
  {
    name: 'nobody signs with a made-up token',
    verbs: ['sign'],
    run: ({ refused, key }) => refused('sign', { object: { s3: key('a') } }, { status: 401, who: 'nobody' }),
  },
  {
    name: 'a signed object is read like any other',
    verbs: ['sign', 'load'],
    async run({ call, key, put }) {
      await put(key('a'), 'signed')
      const object = Object(await call('sign', { object: { s3: key('a') } }))
      expect(text(await call('load', { object }))).toBe('signed')
    },
  },
]

/** Signed links. */
export const linkCases: Case[] = [...opening, ...signing]
