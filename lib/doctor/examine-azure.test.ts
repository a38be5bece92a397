import {
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AzureSettings } from '@/lib/storage/azure-settings'
import { diagnosedAzure } from '@/lib/storage/diagnose-azure'
import { openTestContainer, type TestContainer } from '@/lib/testing/azure-servers'
import { byState, named } from '@/lib/testing/examine'
import { LOOPBACK } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { examineService } from './examine-service'
import type { Check } from './report'

await describeWithServer('azurite', 'the doctor at Azure', (server) => {
  let container: TestContainer
  beforeAll(async () => {
    container = await openTestContainer(server)
    await container.store.write('known.txt', Buffer.from('known'))
  })
  afterAll(() => container.close())

  async function examine(changes: Partial<AzureSettings> = {}, options = LOOPBACK): Promise<Check[]> {
    const service = diagnosedAzure({ ...container.settings, ...changes }, options)
    const checks: Check[] = []
    for await (const check of examineService(service, { prefix: '', secrets: [server.secretKey] })) checks.push(check)
    return checks
  }

  async function expectUntouched() {
    expect((await container.store.list()).objects.map(({ key }) => key)).toEqual(['known.txt'])
  }

  it('finds everything in order, and leaves nothing behind', async () => {
    const checks = await examine()
    expect(byState(checks).failed).toBeUndefined()
    expect(byState(checks).passed).toEqual(
      expect.arrayContaining(['dns', 'tcp', 'signature', 'list', 'put', 'get', 'range', 'delete', 'conditional']),
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
    const sasToken = generateBlobSASQueryParameters(
      {
        containerName: container.settings.containerName,
        permissions: ContainerSASPermissions.parse('rl'),
        expiresOn: new Date(Date.now() + 600_000),
      },
      new StorageSharedKeyCredential(server.accessKey, server.secretKey),
    ).toString()
    const checks = await examine({ accessKey: undefined, sasToken })
    expect(named(checks, 'put')).toMatchObject({ state: 'failed', cause: 'no_write_permission' })
    expect(named(checks, 'get')?.state).toBe('passed')
    expect(named(checks, 'multipart')?.state).toBe('not_reached')
    await expectUntouched()
  })

  it('connects to no address that is not permitted', async () => {
    const checks = await examine({}, { policy: { permitted: [], allowLoopback: false } })
    expect(named(checks, 'dns')).toMatchObject({ state: 'failed', cause: 'blocked_address' })
    expect(named(checks, 'tcp')?.state).toBe('not_reached')
  })
})
