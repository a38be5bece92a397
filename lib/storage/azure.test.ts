import { randomUUID } from 'node:crypto'
import { inspect } from 'node:util'
import {
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { azureSettingsOf, openTestContainer, type TestContainer } from '@/lib/testing/azure-servers'
import { LOOPBACK } from '@/lib/testing/s3-servers'
import { describeWithServer, type TestServer } from '@/lib/testing/servers'
import { openAzure } from './azure'
import { createContainer } from './azure-client'
import type { AzureSettings } from './azure-settings'
import { listAll } from './contract-support'
import { diagnoseAzure } from './diagnose-azure'
import type { ObjectStore } from './object-store'

const NONE = { policy: { permitted: [], allowLoopback: false }, maxAttempts: 1 }

await describeWithServer('azurite', 'Azure store', (server) => {
  let container: TestContainer
  beforeAll(async () => {
    container = await openTestContainer(server)
    await container.store.write('a/file', Buffer.from('hello'))
  })
  afterAll(() => container.close())

  const sas = (permissions: string, minutes = 10) => sasOf(server, container, { permissions, minutes })
  const settings = (changes: Partial<AzureSettings>) => ({ ...container.settings, accessKey: undefined, ...changes })
  const open = (changes: Partial<AzureSettings>) => openAzure(settings(changes), { ...LOOPBACK, maxAttempts: 1 })

  describe('credentials', () => {
    it('may be a connection string', async () => {
      const { accessKey, secretKey, endpoint } = server
      const connectionString = `DefaultEndpointsProtocol=http;AccountName=${accessKey};AccountKey=${secretKey};BlobEndpoint=${endpoint};`
      const store = open({ accountName: '', endpoint: '', connectionString })
      expect((await store.list()).objects).toHaveLength(1)
    })

    it('may be a SAS token, and copies with it too', async () => {
      const store = open({ sasToken: sas('racwdl') })
      await store.write('sas/one', Buffer.from('1'), { metadata: { a: 'b' } })
      await store.copy?.('sas/one', 'sas/two')
      expect(await store.head('sas/two')).toMatchObject({ size: 1, metadata: { a: 'b' } })
      expect(await store.remove(['sas/one', 'sas/two'])).toEqual([])
    })

    it('may be a SAS token within a connection string', async () => {
      const connectionString = `BlobEndpoint=${server.endpoint};AccountName=${server.accessKey};SharedAccessSignature=?${sas('rl')}`
      expect((await open({ endpoint: '', connectionString }).list()).objects).toHaveLength(1)
    })

    it('of limited rights are told what they lack', async () => {
      const store = open({ sasToken: sas('rl') })
      const refused = { code: 'forbidden', message: expect.stringContaining('SAS token does not permit') }
      await expect(store.write('x', Buffer.from('x'))).rejects.toMatchObject(refused)
      expect(await store.remove(['a/file'])).toEqual([{ key: 'a/file', reason: refused.message, isDenied: true }])
      await expect(open({ sasToken: sas('l') }).read('a/file')).rejects.toMatchObject(refused)
    })

    it.each([
      ['a wrong key', { accessKey: Buffer.from('wrong').toString('base64') }, /does not accept the access key/],
      ['a SAS token that has ended', { sasToken: 'ended' }, /SAS token ended on 20\d\d/],
    ])('that are %s are refused by name', async (_what, changes, message) => {
      const sasToken = 'sasToken' in changes ? sas('rl', -5) : undefined
      const failure = await open({ ...changes, sasToken })
        .list()
        .catch((error) => error)
      expect(failure).toMatchObject({ code: 'forbidden', message: expect.stringMatching(message) })
      expect(inspect(failure, { depth: 10 })).not.toMatch(/sig=|SharedKey /)
    })

    it.each<[string, Partial<AzureSettings>, RegExp]>([
      ['no credentials', {}, /no credentials/],
      ['a key that is none', { accessKey: 'not base64!' }, /not a key of a storage account/],
      ['a connection string that is none', { connectionString: 'x' }, /not a connection string/],
      ['half a service principal', { clientSecret: 's' }, /tenant ID and client ID/],
      ['a service principal in the clear', { clientSecret: 's', tenantId: 't', clientId: 'c' }, /HTTPS alone/],
      ['an endpoint that is no address', { accessKey: 'a', endpoint: 'ftp://x' }, /not an address/],
    ])('that cannot work are refused before a request: %s', (_what, changes, message) => {
      expect(() => open(changes)).toThrow(message)
    })
  })

  describe('the guarded agent', () => {
    it.each<[string, (server: TestServer) => Partial<AzureSettings>]>([
      ['an endpoint', ({ endpoint }) => ({ endpoint })],
      [
        'a connection string',
        ({ endpoint, secretKey }) => ({
          endpoint: '',
          connectionString: `BlobEndpoint=${endpoint};AccountName=x;AccountKey=${secretKey}`,
        }),
      ],
      ['the metadata service', () => ({ endpoint: 'http://169.254.169.254' })],
    ])('keeps %s from private addresses', async (_what, changes) => {
      const store = openAzure({ ...container.settings, ...changes(server) }, NONE)
      await expect(store.list()).rejects.toMatchObject({ name: 'BlockedAddress', code: 'forbidden' })
      await expect(store.write('x', Buffer.from('x'))).rejects.toMatchObject({ name: 'BlockedAddress' })
    })
  })

  describe('keys', () => {
    it.each(['a/../b', '.', 'back\\slash', 'control\u0001', '\uffff'])(
      'that Azure would bend are refused: %j',
      async (key) => {
        for (const asked of [() => container.store.head(key), () => container.store.read(key)])
          await expect(asked()).rejects.toMatchObject({ name: 'InvalidKey', code: 'invalid' })
      },
    )
  })

  it('keeps metadata whose names Azure does not take', async () => {
    const metadata = { 'with-dash': 'a', '1st': 'ä€', dotted_x002d_: '', 'x.y': ' spaced ' }
    await container.store.write('metadata', Buffer.from('x'), { metadata })
    expect((await container.store.head('metadata'))?.metadata).toEqual({ ...metadata, 'x.y': 'spaced' })
  })

  it('lists files whose metadata make a page longer than an answer may be', async () => {
    const metadata = { long: 'x'.repeat(8000) }
    const keys = Array.from({ length: 60 }, (_, number) => `long/${String(number).padStart(2, '0')}`)
    await Promise.all(keys.map((key) => container.store.write(key, Buffer.from('x'), { metadata })))
    const narrow = openAzure(container.settings, { ...LOOPBACK, longestAnswerBytes: 128 * 1024 })
    expect((await listAll(narrow, { prefix: 'long/' })).keys).toEqual(keys)
    expect((await listAll(narrow, { prefix: 'long/', startAfter: 'long/40' })).keys).toEqual(keys.slice(41))
    expect((await listAll(narrow, { prefix: 'lo', delimiter: '/' })).prefixes).toEqual(['long/'])
    await narrow.close?.()
    await container.store.remove(keys)
  })

  it('goes on with an upload in another process, and ends it for all', async () => {
    const key = `upload ${randomUUID()}`
    const first = container.store.multipart
    const id = (await first?.create(key, { contentType: 'text/x-parts', metadata: { 'a-b': 'c' } })) ?? ''
    const second = openAzure(container.settings, LOOPBACK)
    const part = await second.multipart?.part({ key, id, number: 1, body: Buffer.from('x'), size: 1 })
    await second.multipart?.complete({ key, id, parts: part ? [part] : [] })
    expect(await container.store.head(key)).toMatchObject({ contentType: 'text/x-parts', metadata: { 'a-b': 'c' } })
    await expect(first?.parts({ key, id })).rejects.toMatchObject({ name: 'UploadNotFound' })
  })

  it('does not overwrite what was written while a large file was sent', async () => {
    const blocks = createContainer(container.settings, LOOPBACK)
    const lost = await raced(container.store, 'contested')
    expect(lost).toMatchObject({ code: 'conflict' })
    expect(await (await container.store.head('contested'))?.size).toBe(5)
    blocks.close()
  })

  describe('a connection test', () => {
    const steps = async (changes: Partial<AzureSettings>, options = LOOPBACK) => {
      const found = []
      for await (const step of diagnoseAzure({ ...container.settings, ...changes }, options)) found.push(step)
      return found
    }

    it('goes through every stage', async () => {
      const found = await steps({})
      expect(found.map(({ step, ok }) => `${step} ${ok}`)).toEqual([
        ...['address true', 'connection true', 'signature true', 'list true', 'read true'],
      ])
    })

    it.each<[string, Partial<AzureSettings>, string, string]>([
      ['a container that is not there', { containerName: 'not-there' }, 'list', 'missing_bucket'],
      ['a wrong key', { accessKey: Buffer.from('wrong').toString('base64') }, 'signature', 'wrong_secret'],
      ['nothing that listens', { endpoint: 'http://127.0.0.1:9/x' }, 'connection', 'refused'],
      ['TLS where there is none', { endpoint: '', useSSL: true }, 'connection', 'plain_expected'],
      ['no name', { containerName: '' }, 'address', 'invalid_settings'],
    ])('finds %s', async (_what, changes, step, cause) => {
      const endpoint = changes.endpoint === '' ? server.endpoint.replace('http:', 'https:') : server.endpoint
      const found = await steps({ endpoint, ...changes, ...(changes.endpoint === '' && { endpoint }) })
      expect(found.at(-1)).toMatchObject({ step, ok: false, problem: { cause } })
    })

    it('says the same of every blocked address', async () => {
      const found = await steps({}, NONE)
      expect(found).toMatchObject([{ step: 'address', problem: { cause: 'blocked_address' } }])
    })
  })
})

/** What a write of two blocks comes to when somebody else writes the key between them. */
async function raced(store: ObjectStore, key: string): Promise<unknown> {
  const { Readable } = await import('node:stream')
  async function* body() {
    for (let i = 0; i < 20; i++) yield Buffer.alloc(1024 ** 2)
    await store.write(key, Buffer.from('other'))
    yield Buffer.alloc(1024)
  }
  return store.write(key, Readable.from(body()), { overwrite: false }).catch((error) => error)
}

function sasOf(
  server: TestServer,
  { settings }: TestContainer,
  asked: { permissions: string; minutes: number },
): string {
  return generateBlobSASQueryParameters(
    {
      containerName: settings.containerName,
      permissions: ContainerSASPermissions.parse(asked.permissions),
      startsOn: new Date(Date.now() - 3_600_000),
      expiresOn: new Date(Date.now() + asked.minutes * 60_000),
    },
    new StorageSharedKeyCredential(server.accessKey, server.secretKey),
  ).toString()
}

describe('settings of a container', () => {
  const base = { accountName: 'acct', containerName: 'c', endpoint: '', useSSL: true, accessKey: 'aaaa' }

  it.each<[Partial<AzureSettings>, string]>([
    [{}, 'https://acct.blob.core.windows.net/c'],
    [{ useSSL: false }, 'https://acct.blob.core.windows.net/c'],
    [{ endpoint: 'blob.core.chinacloudapi.cn' }, 'https://acct.blob.core.chinacloudapi.cn/c'],
    [{ endpoint: 'https://acct.privatelink.example/' }, 'https://acct.privatelink.example/c'],
    [{ endpoint: 'azurite:10000', useSSL: false }, 'http://azurite:10000/acct/c'],
    [{ endpoint: 'http://127.0.0.1:10000/acct' }, 'http://127.0.0.1:10000/acct/c'],
    [
      { accountName: '', accessKey: undefined, connectionString: 'AccountName=z;AccountKey=aaaa' },
      'https://z.blob.core.windows.net/c',
    ],
    [
      { accessKey: undefined, connectionString: 'AccountName=z;AccountKey=aaaa;EndpointSuffix=core.usgovcloudapi.net' },
      'https://z.blob.core.usgovcloudapi.net/c',
    ],
  ])('%o lead to %s', (changes, url) => {
    const container = createContainer({ ...base, ...changes })
    expect(container.client.url).toBe(url)
    container.close()
  })
})

await describeWithServer('azurite-tls', 'Azure store over TLS', (server) => {
  it('works with the authority that the resource names, and with no other', async () => {
    const container = await openTestContainer(server)
    await container.store.write('a', Buffer.from('x'))
    expect(await container.store.head('a')).toMatchObject({ size: 1 })
    const stranger = openAzure(azureSettingsOf(server, { caCertificate: undefined }), { ...LOOPBACK, maxAttempts: 1 })
    await expect(stranger.list()).rejects.toMatchObject({
      message: expect.stringContaining('not signed by an authority'),
    })
    await container.close()
  })
})
