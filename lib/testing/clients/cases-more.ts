import { expect } from 'vitest'
import { base64, type Case, text } from './case'
import { anyWrite } from './cases-files'

const ranges: Case[] = (
  [
    [{ start: 2, end: 5 }, '234'],
    [{ start: 7 }, '789'],
    [{ last: 3 }, '789'],
    [{ start: 5, end: 500 }, '56789'],
    [{ start: 4, end: 4 }, ''],
  ] as const
).map(([range, expected]) => ({
  name: `the range ${JSON.stringify(range)} of ten bytes is ${JSON.stringify(expected)}`,
  verbs: ['range'],
  async run({ call, key, put }) {
    await put(key('ten.txt'), '0123456789')
    expect(text(await call('range', { object: { s3: key('ten.txt') }, ...range }))).toBe(expected)
  },
}))

const listing: Case[] = [
  ...[1000, 2].map(
    (pageSize): Case => ({
      name: `files are listed in order, in pages of ${pageSize}`,
      verbs: ['list'],
      async run({ call, key, put }) {
        const names = ['a', 'b/1', 'b/2', 'c', 'é'].map((name) => key(name))
        for (const name of names) await put(name, 'x')
        expect(await call('list', { prefix: key(''), pageSize })).toEqual(names)
      },
    }),
  ),
  {
    name: 'a prefix is part of a name',
    verbs: ['list'],
    async run({ call, key, put }) {
      for (const name of ['ab', 'abc', 'b']) await put(key(name), 'x')
      expect(await call('list', { prefix: key('ab') })).toEqual([key('ab'), key('abc')])
    },
  },
  {
    name: 'a secondary storage is listed',
    verbs: ['list'],
    async run({ call, key, put }) {
      await put(key('there'), 'x', 'archive')
      expect(await call('list', { prefix: key(''), storage: 'archive' })).toEqual([key('there')])
      expect(await call('list', { prefix: key('') })).toEqual([])
    },
  },
  {
    name: 'a resource is listed by its path',
    verbs: ['list'],
    async run({ call, key, put }) {
      await put(key('there'), 'x', 'archive')
      expect(await call('list', { prefix: key(''), resource: 'u/ada/archive' })).toEqual([key('there')])
    },
  },
]

const heads: Case[] = [
  {
    name: 'size, type and date of a file are told',
    verbs: ['head'],
    async run({ call, key, put }) {
      await put(key('may.csv'), 'a,b\n')
      const found = Object(await call('head', { object: { s3: key('may.csv') } }))
      expect(found).toMatchObject({ size: 4, contentType: 'text/csv' })
      expect(Math.abs(found.age)).toBeLessThan(60_000)
    },
  },
]

const copies: Case[] = [
  {
    name: 'a file is copied',
    verbs: ['copy'],
    async run({ call, key, put, stored }) {
      await put(key('from'), 'copied')
      const target = { s3: key('to') }
      expect(await call('copy', { object: { s3: key('from') }, target })).toMatchObject(target)
      expect([await stored(key('from')), await stored(key('to'))]).toEqual(['copied', 'copied'])
    },
  },
  {
    name: 'a file is copied to another storage',
    verbs: ['copy'],
    async run({ call, key, put, stored }) {
      await put(key('from'), 'copied')
      await call('copy', { object: `s3:///${key('from')}`, target: `s3://archive/${key('to')}` })
      expect(await stored(key('to'), 'archive')).toBe('copied')
    },
  },
  {
    name: 'a copy replaces nothing where it must not',
    verbs: ['copy'],
    async run({ refused, key, put, stored }) {
      await put(key('from'), 'new')
      await put(key('to'), 'old')
      const files = { object: { s3: key('from') }, target: { s3: key('to') } }
      await refused('copy', { ...files, overwrite: false }, { status: 409, message: /exists already/ })
      expect(await stored(key('to'))).toBe('old')
    },
  },
]

const missing = { status: 404, message: /There is no object/ }

const failures: Case[] = [
  ...(['load', 'loadStream', 'head', 'range'] as const).map(
    (verb): Case => ({
      name: `${verb} of a file that is not there is refused with 404`,
      verbs: [verb],
      run: ({ refused, key }) => refused(verb, { object: { s3: key('missing') }, start: 0 }, missing),
    }),
  ),
  {
    name: 'a copy of a file that is not there is refused with 404',
    verbs: ['copy'],
    run: ({ refused, key }) => refused('copy', { object: { s3: key('no') }, target: { s3: key('to') } }, missing),
  },
  {
    name: 'a range beyond the end is refused with 416',
    verbs: ['range'],
    async run({ refused, key, put }) {
      await put(key('short'), 'x')
      await refused('range', { object: { s3: key('short') }, start: 5 }, { status: 416, message: /beyond the end/ })
    },
  },
  ...(['load', 'loadStream', 'delete', 'list', 'head'] as const).map(
    (verb): Case => ({
      name: `${verb} with a made-up token is refused with 401`,
      verbs: [verb],
      run: ({ refused, key }) => refused(verb, { object: { s3: key('x') } }, { status: 401, who: 'nobody' }),
    }),
  ),
  {
    name: 'a write with a made-up token stores nothing',
    verbs: [],
    async run({ refused, client, key, stored }) {
      const args = { object: { s3: key('x') }, content: base64('x') }
      await refused(anyWrite(client.lacks), args, { status: 401, who: 'nobody' })
      expect(await stored(key('x'))).toBeNull()
    },
  },
  {
    name: 'a member who may not browse a storage is refused its list',
    verbs: ['list'],
    run: ({ refused }) => refused('list', {}, { status: 403, message: /may not browse/, who: 'member' }),
  },
  {
    name: 'a member who may not browse a storage reads the file whose key they know',
    verbs: ['load'],
    async run({ call, key, put }) {
      await put(key('known'), 'known')
      expect(text(await call('load', { object: { s3: key('known') } }, 'member'))).toBe('known')
    },
  },
  {
    name: 'a resource that the member may not see is refused with 404',
    verbs: ['load'],
    run: ({ refused, key }) =>
      refused('load', { object: { s3: key('x') }, resource: 'u/ada/archive' }, { status: 404, who: 'member' }),
  },
  {
    name: 'a storage that is not there is refused with 400',
    verbs: ['load'],
    run: ({ refused, key }) =>
      refused('load', { object: { s3: key('x'), storage: 'none' } }, { status: 400, message: /named 'none'/ }),
  },
  {
    name: 'a key that is too long is refused with 400',
    verbs: [],
    run: ({ refused, client }) =>
      refused(
        anyWrite(client.lacks),
        { object: { s3: 'x'.repeat(1025) }, content: base64('x') },
        { status: 400, message: /1024 bytes/ },
      ),
  },
  {
    name: 'a text that is no URI is refused before any request',
    verbs: ['load'],
    run: ({ refused }) => refused('load', { object: 'plain/key.txt' }, { status: null }),
  },
]

/** Ranges, lists, heads, copies and what is refused. */
export const moreCases: Case[] = [...ranges, ...listing, ...heads, ...copies, ...failures]
