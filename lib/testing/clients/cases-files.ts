import { expect } from 'vitest'
import { base64, type Case, text } from './case'
import type { Verb } from './driver'

const ways = ['writeText', 'writeBytes', 'writeBlob', 'writeStream'] as const
const reads = ['load', 'loadStream'] as const

const contents: [string, string][] = [
  ['nothing', ''],
  ['one line', 'hello'],
  ['text of many scripts', 'naïve – Ω 漢字 🌾\r\n\ttab'],
  ['what looks like JSON', '{"a":[1,null]}'],
  ['two megabytes', 'grain '.repeat(350_000)],
]

const writing: Case[] = ways.flatMap((verb) =>
  contents.map(([name, content]) => ({
    name: `${verb} stores ${name} byte by byte`,
    verbs: [verb],
    async run({ call, key, stored }) {
      const s3 = key('written.txt')
      expect(await call(verb, { object: { s3 }, content: base64(content) })).toMatchObject({ s3 })
      expect(await stored(s3)).toBe(content)
    },
  })),
)

const reading: Case[] = reads.flatMap((verb) =>
  contents.map(([name, content]) => ({
    name: `${verb} gives ${name} byte by byte`,
    verbs: [verb],
    async run({ call, key, put }) {
      const s3 = key('read.txt')
      await put(s3, content)
      expect(text(await call(verb, { object: { s3 } }))).toBe(content)
    },
  })),
)

const [binary] = [Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString('base64')]

/** Any verb that writes, for cases that are about something else: the first that the client has. */
export const anyWrite = (lacks: Partial<Record<Verb, string>>): Verb => ways.find((verb) => !lacks[verb]) ?? 'writeText'

const attributes: Case[] = [
  {
    name: 'every byte value comes back',
    verbs: ['load'],
    async run({ call, key, client }) {
      const verb: Verb = client.lacks.writeBytes ? 'writeBlob' : 'writeBytes'
      const object = { s3: key('all.bin') }
      await call(verb, { object, content: binary })
      expect(await call('load', { object })).toBe(binary)
    },
  },
  {
    name: 'a file without a name gets one under windmill_uploads/',
    verbs: [],
    async run({ call, client, stored }) {
      const answer = await call(anyWrite(client.lacks), { object: null, content: base64('invented') })
      expect(answer).toMatchObject({ s3: expect.stringMatching(/^windmill_uploads\/upload_\d+_\d+\.file$/) })
      const { s3 } = Object(answer)
      expect(await stored(s3)).toBe('invented')
    },
  },
  {
    name: 'an empty name is no name',
    verbs: [],
    async run({ call, client }) {
      const answer = await call(anyWrite(client.lacks), { object: { s3: '' }, content: base64('x') })
      expect(answer).toMatchObject({ s3: expect.stringMatching(/^windmill_uploads\//) })
    },
  },
  {
    name: 'a file is replaced',
    verbs: [],
    async run({ call, client, key, put, stored }) {
      const s3 = key('twice.txt')
      await put(s3, 'before')
      await call(anyWrite(client.lacks), { object: { s3 }, content: base64('after') })
      expect(await stored(s3)).toBe('after')
    },
  },
  {
    name: 'type and disposition are stored',
    verbs: [],
    async run({ call, client, ground, key }) {
      const s3 = key('typed.bin')
      const described = { contentType: 'x/typed', contentDisposition: 'attachment; filename="a b.bin"' }
      await call(anyWrite(client.lacks), { object: { s3 }, content: base64('x'), ...described })
      expect(await ground.stores._default_.head(s3)).toMatchObject(described)
    },
  },
  {
    name: 'the type is guessed from the name',
    verbs: [],
    async run({ call, client, ground, key }) {
      const s3 = key('table.csv')
      await call(anyWrite(client.lacks), { object: { s3 }, content: base64('a,b') })
      expect(await ground.stores._default_.head(s3)).toMatchObject({ contentType: 'text/csv' })
    },
  },
]

const naming: Case[] = ['s3:///KEY', 's3://_default_/KEY', 's3://archive/KEY'].flatMap((uri) => {
  const storage = uri.includes('archive') ? ('archive' as const) : undefined
  return [
    {
      name: `a file is written as ${uri}`,
      verbs: [],
      async run({ call, client, key, stored }) {
        const s3 = key('uri.txt')
        await call(anyWrite(client.lacks), { object: uri.replace('KEY', s3), content: base64('by uri') })
        expect(await stored(s3, storage)).toBe('by uri')
      },
    },
    {
      name: `a file is read as ${uri}`,
      verbs: ['load'],
      async run({ call, key, put }) {
        const s3 = key('uri.txt')
        await put(s3, 'by uri', storage)
        expect(text(await call('load', { object: uri.replace('KEY', s3) }))).toBe('by uri')
      },
    },
    {
      name: `a URI as the name of a record is understood: ${uri}`,
      verbs: ['load'],
      async run({ call, key, put }) {
        const s3 = key('uri.txt')
        await put(s3, 'inside', storage)
        expect(text(await call('load', { object: { s3: uri.replace('KEY', s3) } }))).toBe('inside')
      },
    },
  ] satisfies Case[]
})

const storages: Case[] = [
  {
    name: 'a secondary storage is written and read, and the answer names it',
    verbs: ['load'],
    async run({ call, client, key, stored }) {
      const object = { s3: key('second.txt'), storage: 'archive' }
      expect(await call(anyWrite(client.lacks), { object, content: base64('there') })).toMatchObject(object)
      expect([await stored(object.s3, 'archive'), await stored(object.s3)]).toEqual(['there', null])
      expect(text(await call('load', { object }))).toBe('there')
    },
  },
  ...['u/ada/archive', '$res:u/ada/archive'].map(
    (resource): Case => ({
      name: `a resource is used by its path ${resource}`,
      verbs: ['load'],
      async run({ call, client, key, stored }) {
        const object = { s3: key('resource.txt') }
        await call(anyWrite(client.lacks), { object, resource, content: base64('there') })
        expect(await stored(object.s3, 'archive')).toBe('there')
        expect(text(await call('load', { object, resource }))).toBe('there')
      },
    }),
  ),
  {
    name: 'a leading slash is understood where there is no such key',
    verbs: ['load'],
    async run({ call, key, put }) {
      await put(key('plain.txt'), 'plain')
      expect(text(await call('load', { object: { s3: `/${key('plain.txt')}` } }))).toBe('plain')
    },
  },
]

const deleting: Case[] = [
  {
    name: 'a file is deleted',
    verbs: ['delete'],
    async run({ call, key, put, stored }) {
      await put(key('gone.txt'), 'x')
      await call('delete', { object: { s3: key('gone.txt') } })
      expect(await stored(key('gone.txt'))).toBeNull()
    },
  },
  {
    name: 'a file of a secondary storage is deleted, and only there',
    verbs: ['delete'],
    async run({ call, key, put, stored }) {
      await put(key('gone.txt'), 'x')
      await put(key('gone.txt'), 'x', 'archive')
      await call('delete', { object: { s3: key('gone.txt'), storage: 'archive' } })
      expect([await stored(key('gone.txt')), await stored(key('gone.txt'), 'archive')]).toEqual(['x', null])
    },
  },
  {
    name: 'deleting what is not there succeeds',
    verbs: ['delete'],
    async run({ call, key }) {
      await call('delete', { object: { s3: key('never.txt') } })
    },
  },
]

/** Writing, reading, naming and deleting files. */
export const fileCases: Case[] = [...writing, ...reading, ...attributes, ...naming, ...storages, ...deleting]
