import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto'
import { createServer } from 'node:http'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApiListener } from '@/lib/api/listener'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { reloadEnv } from '@/lib/env'
import { roleAssumer } from '@/lib/storage/sts'
import { RoleRefused } from '@/lib/storage/sts-errors'
import { createRole, trustIssuer } from '@/lib/testing/ceph-roles'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { listen } from '@/lib/testing/listen'
import { openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { createIdentityToken } from '@/lib/web-identity/create-identity-token'
import { resourceIdentity } from '@/lib/web-identity/resource-identity'
import { createResource } from './create-resource'
import { getResource } from './get-resource'
import { getResourceValue } from './get-resource-value'
import { getS3Settings } from './get-s3-settings'
import { openResourceStore } from './open-resource-store'
import { testResource } from './test-resource'
import { updateResource } from './update-resource'
import { sealWhole } from './whole-value'

const AUDIENCE = 'sts.amazonaws.com'
let ada: Context
let issuer: string
let api: Awaited<ReturnType<typeof listen>>

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
  api = await listen(createServer(createApiListener()))
  process.env.PUBLIC_URL = api.endpoint
  reloadEnv()
  issuer = `${api.endpoint}/api/oidc`
})
afterAll(() => api.close())

const getJson = async (path: string) => (await fetch(`${issuer}${path}`)).json()

it('publishes who signs and with what key, to anybody, as others look for it', async () => {
  const found = await getJson('/.well-known/openid-configuration')
  expect(found).toMatchObject({ issuer, jwks_uri: `${issuer}/jwks`, id_token_signing_alg_values_supported: ['RS256'] })
  const { keys } = await getJson('/jwks')
  expect(keys).toHaveLength(1)
  expect(Object.keys(keys[0]).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use', 'x5c'])
  const certificate = new X509Certificate(Buffer.from(keys[0].x5c[0], 'base64'))
  expect(certificate.verify(createPublicKey({ key: keys[0], format: 'jwk' }))).toBe(true)
  expect(certificate.publicKey.export({ format: 'jwk' })).toMatchObject({ n: keys[0].n, e: keys[0].e })
  expect(certificate.subject).toBe('CN=Granary')
  expect(certificate.validTo).toContain('9999')
})

it('asks for the role without keys, with a token for this resource alone that ends soon', async () => {
  const asked: { headers: Record<string, unknown>; form: URLSearchParams }[] = []
  const sts = await listen(
    createServer(async (request, response) => {
      const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString())
      asked.push({ headers: request.headers, form })
      response
        .writeHead(403, { 'content-type': 'text/xml' })
        .end('<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>')
    }),
  )
  await create('u/ada/told', { roleArn: 'arn:aws:iam::123456789012:role/reports', stsEndpoint: sts.endpoint })
  const store = await openResourceStore(ada.workspace.id, 'u/ada/told')
  await expect(store.list()).rejects.toMatchObject({
    code: 'forbidden',
    message: `127.0.0.1 does not let this resource assume the role arn:aws:iam::123456789012:role/reports. Its trust policy must allow sts:AssumeRoleWithWebIdentity to the identity provider ${issuer} with the audience ${AUDIENCE} and the subject workspace:lab:resource:u/ada/told.`,
  })
  const [{ headers, form } = asked[0] ?? expect.unreachable()] = asked
  expect(headers.authorization).toBeUndefined()
  expect(Object.fromEntries(form)).toMatchObject({
    Action: 'AssumeRoleWithWebIdentity',
    RoleSessionName: 'granary-lab',
  })
  const token = form.get('WebIdentityToken') ?? ''
  const [head = '', body = '', signature = ''] = token.split('.')
  const { keys } = await getJson('/jwks')
  expect(decode(head)).toEqual({ alg: 'RS256', typ: 'JWT', kid: keys[0].kid })
  const claims = decode(body)
  expect(claims).toMatchObject({
    iss: issuer,
    aud: AUDIENCE,
    sub: 'workspace:lab:resource:u/ada/told',
    workspace: 'lab',
  })
  expect(claims.exp - Date.now() / 1000).toBeLessThanOrEqual(300)
  const key = createPublicKey({ key: keys[0], format: 'jwk' })
  expect(verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))).toBe(true)
  await sts.close()
})

it('lets no reference stand where somebody else could change what the identity is used for', async () => {
  for (const field of ['roleArn', 'bucket', 'audience', 'stsEndpoint'])
    await expect(create('u/ada/refers', { [field]: '$var:u/ada/x' })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('takes no references'),
    })
})

it('opens what was kept as one before the type had fields', async () => {
  const value = webIdentityValue({ audience: 'kept.before' })
  const sealed = sealWhole(value, { workspaceId: ada.workspace.id, path: 'u/ada/before' })
  const by = { createdBy: 'ada', editedBy: 'ada' }
  const place = { workspaceId: 'lab', path: 'u/ada/before', resourceType: 's3_aws_oidc' }
  await (await db()).resource.create({ data: { ...place, ...sealed, ...by } })
  await expect(openResourceStore(ada.workspace.id, 'u/ada/before')).resolves.toBeTruthy()
  expect(await getResourceValue(ada, { path: 'u/ada/before' })).toEqual(value)
})

it('shows the identity of a resource only for who may change it, and none for what is not saved', async () => {
  await create('u/ada/own', {})
  const bob = await testContext({ username: 'bob' })
  const test = { resourceType: 's3_aws_oidc', value: webIdentityValue({ stsEndpoint: 'http://127.0.0.1:1' }) }
  await expect(testResource(bob, { ...test, savedPath: 'u/ada/own' })).rejects.toMatchObject({ code: 'not_found' })
  const steps = []
  for await (const step of await testResource(bob, { ...test, savedPath: null })) steps.push(step)
  const draft = resourceIdentity({ workspaceId: 'lab', path: null }, AUDIENCE)
  await expect(draft.token()).rejects.toMatchObject({ message: expect.stringContaining('Save the resource first') })
  expect(JSON.stringify(steps)).not.toContain('u/ada/own')
})

await describeWithServer('ceph-roles', 'A bucket on Ceph that is reached by web identity', (server) => {
  let bucket: TestBucket
  let role: string

  beforeAll(async () => {
    bucket = await openTestBucket(server)
    const { keys } = await getJson('/jwks')
    const thumbprint = createHash('sha1').update(Buffer.from(keys[0].x5c[0], 'base64')).digest('hex')
    await trustIssuer(server, issuer, { audience: AUDIENCE, thumbprint })
    const provider = issuer.replace('http://', '')
    role = await createRole(server, {
      principal: { Federated: [`arn:aws:iam:::oidc-provider/${provider}`] },
      action: 'sts:AssumeRoleWithWebIdentity',
      condition: { StringEquals: { [`${provider}:sub`]: 'workspace:lab:resource:u/ada/oidc' } },
    })
  })
  afterAll(() => bucket.close())

  const onCeph = (changes = {}) => ({
    bucket: bucket.settings.bucket,
    endPoint: server.endpoint,
    roleArn: role,
    ...changes,
  })

  it('is read and written by the resource that the role trusts', async () => {
    await create('u/ada/oidc', onCeph())
    const store = await openResourceStore(ada.workspace.id, 'u/ada/oidc')
    await store.write('hello.txt', Buffer.from('without keys'))
    expect((await store.list()).objects.map(({ key }) => key)).toEqual(['hello.txt'])
    const { accessKey, secretKey, token, roleArn } = await getS3Settings(ada, 'u/ada/oidc')
    expect([accessKey, secretKey, token].every(Boolean)).toBe(true)
    expect(roleArn).toBeUndefined()
    const steps = []
    for await (const step of await testResource(ada, {
      resourceType: 's3_aws_oidc',
      value: null,
      savedPath: 'u/ada/oidc',
    }))
      steps.push(step)
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual([
      ['address', true],
      ['connection', true],
      ['signature', true],
      ['list', true],
      ['read', true],
    ])
  })

  it('is not reached for an audience that was not registered', async () => {
    await create('u/ada/elsewhere', onCeph({ audience: 'somebody.else' }))
    const store = await openResourceStore(ada.workspace.id, 'u/ada/elsewhere')
    await expect(store.list()).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('somebody.else'),
    })
  })

  it('is not reached with the identity of a person, even where a role trusts all that is of the workspace', async () => {
    const provider = issuer.replace('http://', '')
    const wide = await createRole(server, {
      principal: { Federated: [`arn:aws:iam:::oidc-provider/${provider}`] },
      action: 'sts:AssumeRoleWithWebIdentity',
      condition: { StringLike: { [`${provider}:sub`]: 'workspace:lab:*' } },
    })
    const requestHandler = new NodeHttpHandler()
    const assume = (token: string) => {
      const webIdentity = { token: async () => token, described: 'this test', session: 'granary-test' }
      const settings = { ...bucket.settings, roleArn: wide }
      return roleAssumer(settings, { requestHandler, webIdentity, maxAttempts: 1 })()
    }
    const resource = await resourceIdentity({ workspaceId: 'lab', path: 'u/ada/any' }, AUDIENCE).token()
    expect(await assume(resource)).toHaveProperty('sessionToken')
    const person = await createIdentityToken(ada, { audience: AUDIENCE })
    await expect(assume(person)).rejects.toBeInstanceOf(RoleRefused)
    requestHandler.destroy()
  })

  it('is another identity once the resource was moved', async () => {
    const { editedAt } = await getResource(ada, { path: 'u/ada/oidc' })
    const moved = { path: 'u/ada/oidc', newPath: 'u/ada/moved', editedAt, description: '', value: onCeph() }
    await updateResource(ada, moved)
    const store = await openResourceStore(ada.workspace.id, 'u/ada/moved')
    await expect(store.list()).rejects.toMatchObject({
      message: expect.stringContaining('subject workspace:lab:resource:u/ada/moved'),
    })
  })
})

function webIdentityValue(changes: Record<string, unknown>) {
  return {
    bucket: 'reports',
    region: 'us-east-1',
    roleArn: 'arn:aws:iam::123456789012:role/x',
    useSSL: false,
    ...changes,
  }
}

function create(path: string, changes: Record<string, unknown>) {
  return createResource(ada, { path, resourceType: 's3_aws_oidc', description: '', value: webIdentityValue(changes) })
}

function decode(part: string) {
  return JSON.parse(Buffer.from(part, 'base64url').toString())
}
