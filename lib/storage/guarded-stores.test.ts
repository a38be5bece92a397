import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { testServiceAccount } from '@/lib/testing/gcs-servers'
import { listen } from '@/lib/testing/listen'
import { openAzure } from './azure'
import { openGcs } from './gcs'
import { readServiceAccount } from './gcs-service-account'
import { parseAddressPolicy } from './guarded-address'
import type { GuardOptions, Lookup } from './guarded-agent'
import type { ObjectStore } from './object-store'
import { openS3 } from './s3'

const keys = { accessKey: 'AKIATEST', secretKey: 'secret' }
const bucket = { bucket: 'reports', region: 'us-east-1', useSSL: false, pathStyle: true }
const role = { roleArn: 'arn:aws:iam::123456789012:role/x' }
const container = { accountName: 'account', containerName: 'reports', useSSL: false }
const accessKey = Buffer.from('key').toString('base64')
const webIdentity = { token: async () => 'token', described: '', session: 'granary' }
const PRINCIPAL = { tenantId: 'ab1f708d-50f6-404c-a006-d71b2ac7a606', clientId: 'c', clientSecret: 's' }

type Open = (endpoint: string, options: GuardOptions) => ObjectStore
const once = { maxAttempts: 1 }

/** Every way in which somebody who stores a resource can say where a request goes. */
const WAYS: [string, Open][] = [
  ['the endpoint of S3', (endPoint, guard) => openS3({ ...bucket, ...keys, endPoint }, { ...guard, ...once })],
  [
    'the endpoint of S3 that gives out a role',
    (endPoint, guard) => openS3({ ...bucket, ...keys, ...role, endPoint }, { ...guard, ...once }),
  ],
  [
    'the STS endpoint of keys',
    (stsEndpoint, guard) => openS3({ ...bucket, ...keys, ...role, endPoint: '', stsEndpoint }, { ...guard, ...once }),
  ],
  [
    'the STS endpoint of a web identity',
    (stsEndpoint, guard) =>
      openS3({ ...bucket, ...role, endPoint: '', stsEndpoint }, { ...guard, ...once, webIdentity }),
  ],
  [
    'the endpoint of Azure',
    (endpoint, guard) => openAzure({ ...container, accessKey, endpoint }, { ...guard, ...once }),
  ],
  [
    'a SAS token',
    (endpoint, guard) => openAzure({ ...container, sasToken: 'sv=1&sig=x', endpoint }, { ...guard, ...once }),
  ],
  [
    'a connection string',
    (endpoint, guard) =>
      openAzure(
        {
          ...container,
          endpoint: '',
          connectionString: `AccountName=account;AccountKey=${accessKey};BlobEndpoint=${endpoint}`,
        },
        { ...guard, ...once },
      ),
  ],
  [
    'the endpoint of Google',
    (endpoint, guard) =>
      openGcs({ bucket: 'reports', endpoint, serviceAccountKey: testServiceAccount() }, { ...guard, ...once }),
  ],
]

/** Spellings of addresses that are not for users to reach; `PORT` is one that something listens at. */
const HOSTS = [
  ...[
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '017700000001',
    '127.255.255.254',
    '127.0.0.1.',
    '１２７.0.0.1',
    '127。0。0。1',
  ],
  ...['[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[::ffff:0:7f00:1]'],
  ...[
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::1]',
    '[2002:7f00:1::]',
    '[2001:0:53aa:64c::1]',
    '[fe80::1]',
    '[fec0::1]',
    '[fc00::1]',
    '[fdff::1]',
    '[ff02::1]',
    '[::]',
    '[::2]',
    '[4000::1]',
  ],
  ...[
    '0.0.0.0',
    '0',
    '0.1.2.3',
    '10.0.0.1',
    '0xa000001',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.1.1',
    '100.64.0.1',
    '198.18.0.1',
    '192.0.2.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
  ],
  ...[
    '169.254.169.254',
    '2852039166',
    '0xa9fea9fe',
    '[::ffff:a9fe:a9fe]',
    '[fd00:ec2::254]',
    '[fd20:ce::254]',
    '168.63.129.16',
    '100.100.100.200',
    '192.0.0.192',
    '169.254.170.2',
  ],
  ...['metadata.google.internal', 'METADATA.google.internal.', 'metadata', 'metadata.goog', 'instance-data'],
]
const NO_ADDRESSES = [
  'user:pass@127.0.0.1',
  'evil.example@127.0.0.1',
  '[fe80::1%25eth0]',
  '127.0.0.1%00',
  '127.0.0.1 ',
  '127.0.0.1\\@s3.amazonaws.com',
  '127.0.0.1#.amazonaws.com',
  '127.0.0.1?x=.amazonaws.com',
]

type Server = Awaited<ReturnType<typeof listen>>
let listening: Server
let redirecting: Server
let arrived: string[] = []
let connections = 0
beforeAll(async () => {
  listening = await listen(
    createServer((request, response) => {
      arrived.push(`${request.method} ${request.url}`)
      response.writeHead(400).end()
    }).on('connection', () => connections++),
  )
  redirecting = await listen(
    createServer((_request, response) => response.writeHead(307, { location: listening.endpoint }).end()),
  )
})
beforeEach(() => {
  arrived = []
  connections = 0
})
afterAll(() => Promise.all([listening.close(), redirecting.close()]))

describe.each(WAYS)('%s', (_way, open) => {
  it('leads to no address that is not public, in any spelling, and opens no socket on the way', async () => {
    let sockets = 0
    const count = () => void sockets++
    subscribe('net.client.socket', count)
    const refused: Record<string, string> = {}
    for (const host of HOSTS) refused[host] = (await failureOf(open, `http://${host}:${listening.port}`)).name
    for (const host of NO_ADDRESSES) refused[host] = (await failureOf(open, `http://${host}:${listening.port}`)).code
    unsubscribe('net.client.socket', count)
    const addresses = HOSTS.map((host) => [host, 'BlockedAddress'])
    const unreadable = NO_ADDRESSES.map((host) => [host, expect.stringMatching(/^(invalid|forbidden)$/)])
    expect(refused).toEqual(Object.fromEntries([...addresses, ...unreadable]))
    expect(sockets).toBe(0)
  })

  it('leads to no name that has such an address, be it beside a public one', async () => {
    const endpoint = `http://store.example:${listening.port}`
    for (const addresses of [['127.0.0.1'], ['52.216.0.1', '127.0.0.1'], ['::ffff:127.0.0.1']])
      expect(await failureOf(open, endpoint, { lookup: answering(() => addresses) })).toMatchObject({
        name: 'BlockedAddress',
      })
    expect(connections).toBe(0)
  })

  it('says the same of an address whether something listens there or not', async () => {
    const [heard, unheard] = [await failureOf(open, listening.endpoint), await failureOf(open, 'http://127.0.0.1:9')]
    expect(heard).toEqual(unheard)
    expect(heard.message).not.toContain(String(listening.port))
    expect(connections).toBe(0)
  })

  it('connects to the address that was checked, although the name means another one a moment later', async () => {
    const answers = [['127.0.0.1'], ['10.0.0.1']]
    const guard = { policy: parseAddressPolicy('127.0.0.1'), lookup: answering(() => answers.shift() ?? []) }
    const endpoint = `http://store.example:${listening.port}`
    expect(await failureOf(open, endpoint, guard)).not.toMatchObject({ name: 'BlockedAddress' })
    expect([arrived.length, answers.length]).toEqual([1, 1])
    expect(await failureOf(open, endpoint, guard)).toMatchObject({ name: 'BlockedAddress' })
    expect([arrived.length, answers.length]).toEqual([1, 0])
  })

  it('follows no redirect', async () => {
    const failure = await failureOf(open, redirecting.endpoint, { policy: parseAddressPolicy('127.0.0.0/8') })
    expect(failure).not.toMatchObject({ name: 'BlockedAddress' })
    expect(arrived).toEqual([])
  })

  it('leads where the setting permits it, by name and by range, and there alone', async () => {
    const guard = (setting: string) => ({ policy: parseAddressPolicy(setting), lookup: answering(() => ['127.0.0.1']) })
    const named = `http://store.example:${listening.port}`
    for (const [setting, endpoint, reached] of [
      ['store.example', named, 1],
      [`.example:${listening.port}`, named, 1],
      ['127.0.0.0/8', listening.endpoint, 1],
      ['other.example', named, 0],
      ['store.example:1', named, 0],
      ['10.0.0.0/8', listening.endpoint, 0],
    ] as const) {
      arrived = []
      await failureOf(open, endpoint, guard(setting))
      expect([setting, arrived.length]).toEqual([setting, reached])
    }
  })
})

it('asks no server for tokens of Azure that is not public, and says the same of each', async () => {
  const open: Open = (authorityHost, guard) =>
    openAzure({ ...container, ...PRINCIPAL, endpoint: '', useSSL: true }, { ...guard, ...once, authorityHost })
  const failure = await failureOf(open, `https://127.0.0.1:${listening.port}`)
  expect(failure.message).toContain('gave no token')
  expect(await failureOf(open, 'https://127.0.0.1:9')).toEqual(failure)
  expect(connections).toBe(0)
})

it('asks nobody whom the key of a service account names', async () => {
  const token_uri = `${listening.endpoint}/token`
  const { key } = readServiceAccount({
    type: 'service_account',
    ...testServiceAccount(),
    token_uri,
    auth_uri: token_uri,
  })
  const serviceAccountKey = key ?? expect.unreachable()
  const open: Open = (endpoint, guard) =>
    openGcs({ bucket: 'reports', endpoint, serviceAccountKey }, { ...guard, ...once })
  await failureOf(open, listening.endpoint, { policy: parseAddressPolicy('127.0.0.0/8') })
  expect(arrived).toEqual([expect.stringMatching(/^GET \/storage\/v1\/b\/reports\/o/)])
  const universe = { ...serviceAccountKey, universe_domain: 'store.example' }
  const inner: Open = (_none, guard) =>
    openGcs({ bucket: 'reports', endpoint: '', serviceAccountKey: universe }, { ...guard, ...once })
  const lookup = answering(() => ['127.0.0.1'])
  expect(await failureOf(inner, '', { lookup })).toMatchObject({ name: 'BlockedAddress' })
})

function answering(addresses: () => string[]): Lookup {
  return (_host, _options, callback) => {
    const found = addresses()
    callback(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
}

async function failureOf(open: Open, endpoint: string, guard: GuardOptions = {}) {
  let store: ObjectStore | null = null
  try {
    store = open(endpoint, guard)
    await store.list({ limit: 1 })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { name: error.name, message: error.message, code: error.code }
  } finally {
    await store?.close?.()
  }
  return expect.unreachable('the request went through')
}
