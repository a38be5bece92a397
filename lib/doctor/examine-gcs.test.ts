import { afterAll, beforeAll, expect, it } from 'vitest'
import { diagnosedGcs } from '@/lib/storage/diagnose-gcs'
import type { GcsSettings } from '@/lib/storage/gcs-settings'
import { byState, named } from '@/lib/testing/examine'
import { openTestGcs } from '@/lib/testing/gcs-servers'
import { LOOPBACK } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { examineService } from './examine-service'
import type { Check } from './report'

await describeWithServer('fake-gcs', 'the doctor at Google Cloud Storage', (server) => {
  let bucket: Awaited<ReturnType<typeof openTestGcs>>
  beforeAll(async () => {
    bucket = await openTestGcs(server)
  })
  afterAll(() => bucket.close())

  async function examine(changes: Partial<GcsSettings> = {}): Promise<Check[]> {
    const service = diagnosedGcs({ ...bucket.settings, ...changes }, LOOPBACK)
    const checks: Check[] = []
    for await (const check of examineService(service, { prefix: 'team/', secrets: [] })) checks.push(check)
    return checks
  }

  it('finds what is in order, and leaves nothing behind', async () => {
    const checks = await examine()
    expect(byState(checks).failed).toBeUndefined()
    expect(byState(checks).passed).toEqual(
      expect.arrayContaining(['dns', 'tcp', 'signature', 'list', 'put', 'get', 'range', 'delete']),
    )
    expect((await bucket.store.list()).objects).toEqual([])
  })

  it('finds a missing bucket', async () => {
    const checks = await examine({ bucket: 'absent' })
    expect(named(checks, 'signature')).toMatchObject({ state: 'failed', cause: 'missing_bucket' })
    expect(named(checks, 'put')?.state).toBe('not_reached')
  })
})
