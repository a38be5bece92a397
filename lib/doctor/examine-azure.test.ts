import {
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createContainer } from '@/lib/storage/azure-client'
import type { AzureSettings } from '@/lib/storage/azure-settings'
import { diagnosedAzure } from '@/lib/storage/diagnose-azure'
import { openTestContainer, type TestContainer } from '@/lib/testing/azure-servers'
import { byState, named, ORIGIN } from '@/lib/testing/examine'
import { LOOPBACK } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { azureKind } from './azure-kind'
import { examineService } from './examine-service'
import type { Check } from './report'
import type { ServiceOptions } from './service-examination'

await describeWithServer('azurite', 'the doctor at Azure', (server) => {
  let container: TestContainer
  beforeAll(async () => {
    container = await openTestContainer(server)
    await container.store.write('known.txt', Buffer.from('known'))
  })
  afterAll(() => container.close())

  async function examine(
    changes: Partial<AzureSettings> = {},
    options: Partial<ServiceOptions> & typeof LOOPBACK = LOOPBACK,
  ) {
    const { policy, ...rest } = options
    const kind = azureKind({ ...container.settings, ...changes }, { policy })
    const checks: Check[] = []
    for await (const check of examineService(kind, {
      prefix: '',
      secrets: [server.secretKey],
      origin: ORIGIN,
      ...rest,
    }))
      checks.push(check)
    return checks
  }

  const sasOf = (permissions: string, minutes = 10) =>
    generateBlobSASQueryParameters(
      {
        ...{ containerName: container.settings.containerName, startsOn: new Date(Date.now() - 3600_000) },
        permissions: ContainerSASPermissions.parse(permissions),
        expiresOn: new Date(Date.now() + minutes * 60_000),
      },
      new StorageSharedKeyCredential(server.accessKey, server.secretKey),
    ).toString()

  async function expectUntouched() {
    expect((await container.store.list()).objects.map(({ key }) => key)).toEqual(['known.txt'])
  }

  it('finds everything in order, and leaves nothing behind', async () => {
    const checks = await examine()
    expect(byState(checks).failed).toBeUndefined()
    expect(byState(checks).not_reached).toBeUndefined()
    expect(byState(checks).passed).toEqual(
      expect.arrayContaining([
        ...[
          'url',
          'dns',
          'tcp',
          'clock',
          'credential',
          'signature',
          'list',
          'list_prefix',
          'put',
          'head',
          'get',
          'range',
        ],
        ...['delete', 'hostile_key', 'multipart', 'conditional', 'checksums', 'signing'],
      ]),
    )
    await expectUntouched()
  })

  it('finds a wrong key, and tells neither', async () => {
    const accessKey = Buffer.from('another key').toString('base64')
    const checks = await examine({ accessKey })
    expect(named(checks, 'signature')).toMatchObject({ state: 'failed', cause: 'wrong_secret' })
    expect(named(checks, 'list')?.state).toBe('not_reached')
    expect(JSON.stringify(checks)).not.toContain(accessKey)
  })

  it('finds a missing container', async () => {
    const checks = await examine({ containerName: 'absent' })
    expect(named(checks, 'signature')).toMatchObject({ state: 'failed', cause: 'missing_bucket' })
  })

  it('finds that a SAS token may only read', async () => {
    const checks = await examine({ accessKey: undefined, sasToken: sasOf('rl') })
    expect(named(checks, 'credential')).toMatchObject({
      state: 'warning',
      evidence: expect.stringContaining('may read, list, not write, remove (rl)'),
      problem: 'The SAS token ends in 0 days.',
    })
    expect(named(checks, 'put')).toMatchObject({
      state: 'failed',
      cause: 'no_write_permission',
      remedy: expect.stringContaining('the letters c, w and d in a SAS token'),
    })
    expect(named(checks, 'get')?.state).toBe('passed')
    expect(named(checks, 'multipart')?.state).toBe('not_reached')
    expect(named(checks, 'soft_delete')).toMatchObject({ state: 'absent', cause: 'not_told' })
    expect(named(checks, 'signing')).toMatchObject({ state: 'absent' })
    expect(named(checks, 'tidy')).toBeUndefined()
    await expectUntouched()
  })

  it('tells by name what a SAS token wrote and may not remove', async () => {
    const checks = await examine({ accessKey: undefined, sasToken: sasOf('rcwl') })
    const left = (await container.store.list()).objects.map(({ key }) => key).filter((key) => key !== 'known.txt')
    expect(left).toHaveLength(1)
    const evidence = expect.stringContaining(String(left[0]))
    expect(named(checks, 'tidy')).toMatchObject({ state: 'failed', cause: 'left_behind', evidence })
    await container.store.remove(left)
    await expectUntouched()
  })

  it('finds that a SAS token may write and not list', async () => {
    const checks = await examine({ accessKey: undefined, sasToken: sasOf('rwcd') })
    expect(named(checks, 'signature')?.state).toBe('passed')
    expect(named(checks, 'list')).toMatchObject({ state: 'failed', cause: 'no_list_permission' })
    expect(byState(checks).passed).toEqual(expect.arrayContaining(['put', 'get', 'delete']))
    await expectUntouched()
  })

  it('finds that a SAS token has ended, before and after it is asked', async () => {
    const sasToken = sasOf('rwcdl', -1)
    const checks = await examine({ accessKey: undefined, sasToken })
    expect(named(checks, 'credential')).toMatchObject({ state: 'failed', cause: 'expired_token' })
    expect(named(checks, 'signature')?.state).toBe('not_reached')
    expect(JSON.stringify(checks)).not.toContain(new URLSearchParams(sasToken).get('sig'))
    const service = diagnosedAzure({ ...container.settings, accessKey: undefined, sasToken }, LOOPBACK)
    const refused = await service
      .open()
      .list()
      .catch((error) => error)
    expect([service.causeOf(refused), refused.message]).toEqual(['expired_token', expect.stringContaining('ended on')])
  })

  it.each([
    ['AADSTS90002: Tenant not found.', 'wrong_tenant'],
    ['AADSTS700016: Application not found in the directory.', 'wrong_tenant'],
    ['AADSTS7000215: Invalid client secret provided.', 'wrong_secret'],
    ['AADSTS7000222: The provided client secret keys are expired.', 'expired_token'],
  ])('knows what %s means', (message, cause) => {
    const service = diagnosedAzure({ ...container.settings, sasToken: undefined }, LOOPBACK)
    const thrown = Object.assign(new Error(message), { name: 'AuthenticationError', statusCode: 400 })
    expect(service.causeOf(service.translate(thrown))).toBe(cause)
  })

  it('finds that the clock of this machine is wrong', async () => {
    const checks = await examine({}, { ...LOOPBACK, clockOffsetMs: 20 * 60_000 })
    expect(named(checks, 'clock')).toMatchObject({ state: 'failed', cause: 'clock_skew' })
    expect(named(checks, 'signature')?.state).toBe('not_reached')
  })

  it('finds whether pages of this product may come directly', async () => {
    expect(named(await examine(), 'cors')).toMatchObject({ state: 'absent', cause: 'cors_closed' })
    const { service, close } = createContainer(container.settings, LOOPBACK)
    const rule = { allowedOrigins: ORIGIN, allowedMethods: 'GET,HEAD,PUT,DELETE,OPTIONS', allowedHeaders: '*' }
    await service.setProperties({
      cors: [{ ...rule, exposedHeaders: '*', maxAgeInSeconds: 60 }],
      deleteRetentionPolicy: { enabled: true, days: 7 },
    })
    const checks = await examine()
    expect(named(checks, 'cors')).toMatchObject({ state: 'passed' })
    expect(named(checks, 'soft_delete')).toMatchObject({ state: 'passed', evidence: expect.stringContaining('7 days') })
    await service.setProperties({ cors: [], deleteRetentionPolicy: { enabled: false } })
    close()
  })

  it('connects to no address that is not permitted', async () => {
    const checks = await examine({}, { policy: { permitted: [], allowLoopback: false } })
    expect(named(checks, 'dns')).toMatchObject({ state: 'failed', cause: 'blocked_address' })
    expect(named(checks, 'tcp')?.state).toBe('not_reached')
  })
})
