import { describe, expect, it } from 'vitest'
import { filesystem } from './filesystem'
import { getResourceType, resourceTypes } from './index'
import { jsonSchema } from './json-schema'
import { s3 } from './s3'
import { s3Presets } from './s3-presets'
import { valueSchema } from './value-schema'

const good = { bucket: 'reports', region: 'eu-central-1', useSSL: true, endPoint: '', pathStyle: false }
const keys = { accessKey: 'AK', secretKey: 'SK' }

function problems(type: typeof s3, value: unknown): Record<string, string> {
  const parsed = valueSchema(type).safeParse(value)
  return Object.fromEntries(parsed.error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [])
}

describe('an s3 value', () => {
  it.each([
    ['Amazon with keys', { ...good, ...keys }],
    ['Amazon with the identity of the server', good],
    ['what is written without the switches', { bucket: 'b1', region: 'auto', endPoint: 'minio:9000' }],
    ['an endpoint with scheme and path', { ...good, endPoint: 'https://host.example.com/storage/v1/s3' }],
    ['an address of version 6', { ...good, endPoint: '[2001:db8::1]:9000' }],
    ['a bucket of a Ceph tenant', { ...good, bucket: 'tenant:reports' }],
    ['references wherever a text may be', { ...good, bucket: '$var:u/ada/bucket', useSSL: '$var:u/ada/ssl' }],
    ['temporary credentials', { ...good, ...keys, token: 'T' }],
    ['a port as number', { ...good, endPoint: 'minio', port: 9000 }],
    ['a port as text', { ...good, endPoint: 'minio', port: '9000' }],
  ])('takes %s', (_what, value) => expect(problems(s3, value)).toEqual({}))

  it.each([
    ['bucket', { bucket: '' }, 'Bucket is missing.'],
    ['bucket', { bucket: 's3://reports' }, 'Enter the name alone, without s3://.'],
    [
      'bucket',
      { bucket: 'reports/2024' },
      'A bucket has no slash in its name. Enter the bucket alone, without a folder.',
    ],
    ['bucket', { bucket: 'my reports' }, 'A bucket has no spaces in its name.'],
    ['bucket', { bucket: 7 }, 'Bucket must be a text, in quotes.'],
    ['region', { region: '' }, 'Region is missing.'],
    [
      'region',
      { region: 'EU (Frankfurt)' },
      'Enter the short name of the region, such as eu-central-1, not its title.',
    ],
    ['useSSL', { useSSL: 'yes' }, 'Use SSL must be true or false.'],
    ['pathStyle', { pathStyle: 1 }, 'Path style must be true or false.'],
    ['endPoint', { endPoint: 'my server' }, 'An endpoint has no spaces in it.'],
    ['endPoint', { endPoint: 'ftp://host' }, /ftp:\/\/ is no way to reach a bucket/],
    ['endPoint', { endPoint: 'https://me:secret@host' }, /Leave user and password out/],
    ['endPoint', { endPoint: 'host?x=1' }, /leave out everything from \? or # on/],
    ['endPoint', { endPoint: 'host:99999' }, 'A port lies between 1 and 65535.'],
    ['endPoint', { endPoint: 'a..b' }, /This is not a host/],
    ['endPoint', { endPoint: 'https://x.r2.example.com/reports' }, /Leave the bucket out of the endpoint/],
    ['endPoint', { endPoint: 'reports.s3.example.com' }, /Leave the bucket out of the endpoint/],
    ['accessKey', { secretKey: 'SK' }, 'A secret key needs its access key.'],
    ['accessKey', { ...keys, accessKey: 'A K' }, 'An access key has no spaces in it.'],
    ['secretKey', { accessKey: 'AK' }, 'An access key needs its secret key.'],
    ['secretKey', { ...keys, secretKey: 'SK ' }, 'The secret key begins or ends with a space.'],
    ['port', { endPoint: 'minio', port: 0 }, 'A port lies between 1 and 65535.'],
    ['port', { endPoint: 'minio', port: 'x' }, 'Port must be a whole number.'],
    ['port', { endPoint: 'minio:9000', port: 9000 }, 'The endpoint names a port already. Leave this empty.'],
    ['token', { token: 'T' }, 'A session token needs the keys that it came with.'],
    ['caCertificate', { caCertificate: 'x' }, /not a certificate in PEM form/],
    ['', { buckett: 'x' }, 'A resource of type s3 has no field "buckett".'],
  ])('says at %j what is wrong with %j', (field, change, sentence) => {
    expect(problems(s3, { ...good, ...change })).toEqual({
      [field]: sentence instanceof RegExp ? expect.stringMatching(sentence) : sentence,
    })
  })
})

describe('a filesystem value', () => {
  it.each([
    ['', 'Folder is missing.'],
    ['a/../../b', 'Write the path without "..".'],
    ['.', 'Name a folder below the storage folder, such as reports.'],
  ])('does not take %j', (rootPath, sentence) =>
    expect(problems(filesystem, { rootPath })).toEqual({ rootPath: sentence }),
  )
})

describe('the JSON schema', () => {
  it('keeps the order of the fields, names what is always there and marks secrets', () => {
    expect(jsonSchema(s3)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: ['bucket', 'region', 'useSSL', 'endPoint', 'pathStyle'],
      order: expect.arrayContaining(['bucket']),
      properties: { secretKey: { type: 'string', password: true }, pathStyle: { type: 'boolean', default: false } },
    })
    const order = ['bucket', 'region', 'useSSL', 'endPoint', 'accessKey', 'pathStyle', 'secretKey']
    expect(Object.keys(jsonSchema(s3).properties).slice(0, 7)).toEqual(order)
  })
})

describe('presets', () => {
  const inputs = { account: '0123abcd', region: 'eu-central-1', location: 'fsn1' }

  it.each(s3Presets.map((preset) => [preset.label, preset] as const))('%s fills what validates', (_label, preset) => {
    expect(problems(s3, { ...good, ...preset.fill(inputs) })).toEqual({})
  })

  it.each(s3Presets.map((preset) => [preset.label, preset] as const))(
    '%s says where values are found',
    (_l, preset) => {
      for (const field of ['bucket', 'region', 'endPoint', 'accessKey', 'secretKey'])
        expect(preset.where[field]).toBeTruthy()
    },
  )

  const pairs = s3Presets.flatMap((before) => s3Presets.map((next) => [before, next] as const))
  it.each(pairs.map(([before, next]) => [before.label, next.label, before, next] as const))(
    'leave nothing of %s when %s is chosen',
    (_before, _next, before, next) => {
      const start = { ...good, port: '9000' }
      expect({ ...start, ...before.fill(inputs), ...next.fill({}) }).toEqual({ ...start, ...next.fill({}) })
    },
  )

  it('make the endpoint of Cloudflare R2 from the account ID', () => {
    const r2 = s3Presets.find(({ name }) => name === 'r2')
    expect(r2?.fill({ account: 'abc' })).toMatchObject({ endPoint: 'abc.r2.cloudflarestorage.com', region: 'auto' })
  })
})

it('refuses a type that nobody knows', () => {
  expect(resourceTypes.map(({ name }) => name)).toEqual([
    ...['s3', 's3_aws_oidc', 'azure_blob', 'azure_workload_identity', 'gcloud_storage', 'filesystem'],
  ])
  expect(() => getResourceType('ftp')).toThrow('There is no resource type "ftp".')
})
