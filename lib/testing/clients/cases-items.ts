import { expect } from 'vitest'
import type { Case } from './case'

let counter = 0

/** A path that no other case uses. */
function path(name: string): string {
  counter += 1
  return `u/ada/${name}_${counter}`
}

const variables: Case[] = [
  ...[false, true].map(
    (secret): Case => ({
      name: `a ${secret ? 'secret' : 'plain'} variable is made, read and changed`,
      verbs: ['setVariable', 'getVariable'],
      async run({ call }) {
        const at = path('variable')
        await call('setVariable', { path: at, value: 'first "value" – é', secret })
        expect(await call('getVariable', { path: at })).toBe('first "value" – é')
        await call('setVariable', { path: at, value: '' })
        expect(await call('getVariable', { path: at })).toBe('')
      },
    }),
  ),
  {
    name: 'a variable is named as var://path too',
    verbs: ['setVariable', 'getVariable'],
    async run({ call }) {
      const at = path('variable')
      await call('setVariable', { path: at, value: 'named' })
      expect(await call('getVariable', { path: `var://${at}` })).toBe('named')
    },
  },
  {
    name: 'a variable that is not there is refused with 404',
    verbs: ['getVariable'],
    run: ({ refused }) => refused('getVariable', { path: 'u/ada/no_such' }, { status: 404 }),
  },
  {
    name: 'a variable of somebody else is not read',
    verbs: ['setVariable', 'getVariable'],
    async run({ call, refused }) {
      const at = path('private')
      await call('setVariable', { path: at, value: 'mine' })
      await refused('getVariable', { path: at }, { status: 404, who: 'member' })
    },
  },
]

const values: [string, unknown][] = [
  ['an object', { host: 'db.example', port: 5432, tags: ['a', 'b'], nested: { deep: null } }],
  ['a list', [1, 'two', null]],
  ['a text', 'just text'],
  ['a number', 42],
]

const resources: Case[] = [
  ...values.map(
    ([name, value]): Case => ({
      name: `${name} is kept as a resource`,
      verbs: ['setResource', 'getResource'],
      async run({ call }) {
        const at = path('resource')
        await call('setResource', { path: at, value, type: 'any' })
        expect(await call('getResource', { path: at })).toEqual(value)
      },
    }),
  ),
  {
    name: 'a resource is replaced',
    verbs: ['setResource', 'getResource'],
    async run({ call }) {
      const at = path('resource')
      await call('setResource', { path: at, value: { turn: 1 }, type: 'any' })
      await call('setResource', { path: at, value: { turn: 2 }, type: 'any' })
      expect(await call('getResource', { path: `$res:${at}` })).toEqual({ turn: 2 })
    },
  },
  {
    name: 'what a resource refers to is put in',
    verbs: ['setVariable', 'setResource', 'getResource'],
    async run({ call }) {
      const [variable, inner, outer] = [path('variable'), path('inner'), path('outer')]
      await call('setVariable', { path: variable, value: 'hidden', secret: true })
      await call('setResource', { path: inner, value: { password: `$var:${variable}` }, type: 'any' })
      await call('setResource', { path: outer, value: { inner: `$res:${inner}`, plain: 1 }, type: 'any' })
      expect(await call('getResource', { path: outer })).toEqual({ inner: { password: 'hidden' }, plain: 1 })
    },
  },
  {
    name: 'a resource that is not there is nothing where that is asked for',
    verbs: ['getResource'],
    async run({ call }) {
      expect(await call('getResource', { path: 'u/ada/no_such', optional: true })).toBeNull()
    },
  },
  {
    name: 'a resource of somebody else is not read',
    verbs: ['getResource'],
    run: ({ refused }) => refused('getResource', { path: 'u/ada/archive' }, { status: 404, who: 'member' }),
  },
]

const settings: Case[] = [
  {
    name: 'the settings of an S3 client name our endpoint and a credential of the caller',
    verbs: ['s3Settings'],
    async run({ call, ground }) {
      const host = ground.place.baseUrl.replace('http://', '')
      const told = Object(await call('s3Settings', {}))
      expect(told).toMatchObject({ useSSL: false, pathStyle: true, bucket: expect.any(String) })
      expect(`${told.endPoint}${told.port ? `:${told.port}` : ''}`).toContain(host)
      expect([typeof told.accessKey, typeof told.secretKey]).toEqual(['string', 'string'])
    },
  },
  {
    name: 'the settings of boto3 have all that boto3 takes',
    verbs: ['boto3Settings'],
    async run({ call, ground }) {
      expect(await call('boto3Settings', {})).toMatchObject({
        endpoint_url: expect.stringContaining(ground.place.baseUrl),
        region_name: expect.any(String),
        use_ssl: false,
        aws_access_key_id: expect.any(String),
        aws_secret_access_key: expect.any(String),
      })
    },
  },
  {
    name: 'the settings of Polars are texts, those of s3fs beside them',
    verbs: ['polarsSettings'],
    async run({ call }) {
      expect(await call('polarsSettings', {})).toMatchObject({
        s3fs_args: { endpoint_url: expect.stringMatching(/^http:/), use_ssl: false, key: expect.any(String) },
        storage_options: { aws_allow_http: 'true', aws_access_key_id: expect.any(String) },
      })
    },
  },
  {
    name: 'the settings of s3fs are those that Polars has beside its own',
    verbs: ['s3fsSettings'],
    async run({ call }) {
      expect(await call('s3fsSettings', {})).toMatchObject({ cache_regions: false, secret: expect.any(String) })
    },
  },
  {
    name: 'the settings of DuckDB are its own words',
    verbs: ['duckdbSettings'],
    async run({ call }) {
      const { connection_settings_str } = Object(await call('duckdbSettings', {}))
      expect(connection_settings_str).toContain("SET s3_url_style='path';")
      expect(connection_settings_str).toMatch(/SET s3_use_ssl=0;/)
    },
  },
  ...(['polarsSettings', 'duckdbSettings'] as const).map(
    (verb): Case => ({
      name: `${verb} of a resource that the member may not see are refused`,
      verbs: [verb],
      run: ({ refused }) => refused(verb, { resource: 'u/ada/archive' }, { status: 404, who: 'member' }),
    }),
  ),
]

/** Variables, resources and the settings of other tools. */
export const itemCases: Case[] = [...variables, ...resources, ...settings]
