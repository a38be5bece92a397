import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type http from 'node:http'
import https from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestContainer, type TestContainer } from '@/lib/testing/azure-servers'
import { listen } from '@/lib/testing/listen'
import { LOOPBACK } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { openAzure } from './azure'
import type { AzureOptions } from './azure-client'
import type { AzureSettings } from './azure-settings'

const TENANT = 'ab1f708d-50f6-404c-a006-d71b2ac7a606'
const CLIENT = '6731de76-14a6-49ae-97bc-6eba6914391e'

await describeWithServer('azurite-tls', 'Azure store with an identity', (server) => {
  let container: TestContainer
  let issuer: Awaited<ReturnType<typeof startIssuer>>
  let folder: string
  beforeAll(async () => {
    container = await openTestContainer(server)
    const { certificate = '', key = '' } = server.certificate ?? {}
    issuer = await startIssuer({ cert: await readFile(certificate), key: await readFile(key) })
    folder = await mkdtemp(join(tmpdir(), 'granary-identity-'))
    await writeFile(join(folder, 'token'), 'the token of the workload')
  })
  afterAll(async () => {
    await Promise.all([container.close(), issuer.close(), rm(folder, { recursive: true })])
  })

  const open = (changes: Partial<AzureSettings>, options: AzureOptions = {}) =>
    openAzure(
      { ...container.settings, accessKey: undefined, tenantId: TENANT, clientId: CLIENT, ...changes },
      { ...LOOPBACK, authorityHost: issuer.endpoint, maxAttempts: 1, ...options },
    )

  it('signs in as a service principal', async () => {
    const store = open({ clientSecret: 'right' })
    await store.write('principal', Buffer.from('x'))
    await store.copy?.('principal', 'copied')
    expect(await store.head('copied')).toMatchObject({ size: 1 })
    expect(issuer.asked.at(-1)?.get('client_secret')).toBe('right')
    expect(issuer.asked.at(-1)?.get('scope')).toContain('https://storage.azure.com/.default')
  })

  it('signs URLs with a key that Azure gives to the identity, once for all of them', async () => {
    const { presign, write } = open({ clientSecret: 'right' })
    await write('signed', Buffer.from('delegated'))
    const url = (await presign?.download('signed', 'attachment', 60)) ?? ''
    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
      sr: 'b',
      sp: 'r',
      skoid: CLIENT,
      spr: 'https',
    })
    const answer = await new Promise<http.IncomingMessage>((resolve, reject) =>
      https.get(url, { ca: server.ca, agent: false }, resolve).on('error', reject),
    )
    expect([answer.statusCode, `${Buffer.concat(await answer.toArray())}`]).toEqual([200, 'delegated'])
    const other = (await presign?.download('other', 'attachment', 60)) ?? ''
    expect(new URL(other).searchParams.get('skt')).toBe(new URL(url).searchParams.get('skt'))
  })

  it('signs in with the token of a workload, where it may', async () => {
    const federatedTokenFile = join(folder, 'token')
    expect(() => open({ federatedTokenFile })).toThrow('There are no credentials')
    const store = open({ federatedTokenFile }, { ambient: true })
    await store.write('workload', Buffer.from('x'))
    expect(issuer.asked.at(-1)?.get('client_assertion')).toBe('the token of the workload')
  })

  it('says why there is no token, and tells no secret', async () => {
    const failure = await open({ clientSecret: 'wrong' })
      .list()
      .catch((error) => error)
    expect(failure).toMatchObject({ code: 'forbidden', message: expect.stringContaining('gave no token') })
    expect(failure.message).not.toContain('wrong')
  })

  it('says that this server has no workload identity', async () => {
    const store = open({ federatedTokenFile: '', tenantId: '', clientId: '' }, { ambient: true })
    await expect(store.list()).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('no workload identity'),
    })
  })

  it('asks for tokens through the guarded agent alone', async () => {
    const before = issuer.connections()
    const policy = { permitted: [], allowLoopback: false }
    await expect(open({ clientSecret: 'right' }, { policy }).list()).rejects.toMatchObject({ code: 'forbidden' })
    expect(issuer.connections()).toBe(before)
  })
})

/** Issues tokens as Microsoft Entra ID does; Azurite reads their claims. */
async function startIssuer(tls: { cert: Buffer; key: Buffer }) {
  const asked: URLSearchParams[] = []
  let connections = 0
  const server = https.createServer(tls, (request, response) => {
    const base = `https://${request.headers.host}/${TENANT}`
    const answer = (status: number, json: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
    if (request.url?.includes('openid-configuration')) {
      const endpoints = { token_endpoint: `${base}/oauth2/v2.0/token`, authorization_endpoint: `${base}/authorize` }
      return void answer(200, { ...endpoints, issuer: `${base}/v2.0`, jwks_uri: `${base}/keys` })
    }
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const form = new URLSearchParams(body)
      asked.push(form)
      if (form.get('client_secret') === 'wrong')
        return void answer(401, {
          error: 'invalid_client',
          error_description: 'AADSTS7000215: Invalid client secret provided.',
        })
      answer(200, { token_type: 'Bearer', expires_in: 3600, access_token: token() })
    })
  })
  server.on('secureConnection', () => connections++)
  const listening = await listen(server)
  return {
    ...listening,
    endpoint: listening.endpoint.replace('http:', 'https:'),
    asked,
    connections: () => connections,
  }
}

function token(): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    ...{ aud: 'https://storage.azure.com', iss: `https://sts.windows.net/${TENANT}/`, tid: TENANT, appid: CLIENT },
    ...{ nbf: now - 60, iat: now - 60, exp: now + 3600, oid: CLIENT, sub: CLIENT, ver: '1.0' },
  }
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url')
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${Buffer.from('signature').toString('base64url')}`
}
