import { randomUUID } from 'node:crypto'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  ListObjectVersionsCommand,
  type ObjectLockRule,
  PutObjectLockConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createS3Client } from '@/lib/storage/s3-client'
import { dialectProxy } from '@/lib/testing/dialect-proxy'
import { byState, examine, named } from '@/lib/testing/examine'
import { LOOPBACK, openTestBucket, settingsOf, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer, type TestServer } from '@/lib/testing/servers'
import { capabilitiesFrom } from './capabilities'

for (const name of ['ceph', 'versitygw'] as const)
  await describeWithServer(name, `the doctor at the locks and names of ${name}`, (server) =>
    describeServer(name, server),
  )

function describeServer(name: 'ceph' | 'versitygw', server: TestServer): void {
  describe('object lock', () => {
    let client: S3Client
    const settings = settingsOf(server, { bucket: `granary-${randomUUID()}` })
    const { bucket: Bucket } = settings
    beforeAll(async () => {
      client = createS3Client(settings, LOOPBACK)
      await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }))
    })
    afterAll(async () => {
      await client.send(new DeleteBucketCommand({ Bucket }))
      client.destroy()
    })
    const lock = (Rule?: ObjectLockRule) => {
      const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled' as const, Rule }
      return client.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }))
    }

    it('without a rule keeps nothing from being tried, and every version of it goes again', async () => {
      const checks = await examine(settings)
      expect(named(checks, 'lock')).toMatchObject({ state: 'passed', evidence: 'On, without a rule for new files.' })
      expect(named(checks, 'put')?.state).toBe('passed')
      expect(byState(checks).failed).toBeUndefined()
      const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }))
      expect([...Versions, ...DeleteMarkers]).toEqual([])
    })

    it.each<[string, ObjectLockRule, string]>([
      ['days', { DefaultRetention: { Mode: 'GOVERNANCE', Days: 3 } }, '3 days (governance)'],
      ['years', { DefaultRetention: { Mode: 'COMPLIANCE', Years: 2 } }, '2 years (compliance)'],
    ])('that keeps every new file for %s is told, and nothing is written', async (_unit, rule, told) => {
      await lock(rule)
      const checks = await examine(settings)
      expect(named(checks, 'lock')).toMatchObject({
        state: 'passed',
        evidence: `On: every new file is kept for ${told}.`,
      })
      const time = told.replace(/ \(.*/, '')
      for (const check of ['put', 'multipart', 'conditional', 'tagging', 'hostile_key'])
        expect(named(checks, check)).toMatchObject({ state: 'not_reached', evidence: expect.stringContaining(time) })
      expect(named(checks, 'list')?.state).toBe('passed')
      expect(capabilitiesFrom(checks)).toMatchObject({ objectLock: true, write: null })
      expect((await client.send(new ListObjectVersionsCommand({ Bucket }))).Versions ?? []).toEqual([])
    })
  })

  describe('names of files', () => {
    let bucket: TestBucket
    beforeAll(async () => {
      bucket = await openTestBucket(server)
    })
    afterEach(async () => {
      expect((await bucket.store.list()).objects.map(({ key }) => key)).toEqual([])
    })
    afterAll(() => bucket.close())

    it('are all kept or told, and no lock is found where none is', async () => {
      const checks = await examine(bucket.settings)
      expect(named(checks, 'lock')).toMatchObject({ state: 'absent', evidence: 'Off.' })
      // versitygw keeps files under their names, and a folder without a name is none.
      const folds = name === 'versitygw'
      expect(named(checks, 'hostile_key')).toMatchObject({
        state: folds ? 'warning' : 'passed',
        evidence: expect.stringContaining(
          folds ? ': two slashes in a row.' : 'two slashes in a row, a space at the end',
        ),
      })
      expect(capabilitiesFrom(checks)).toMatchObject({ anyKey: !folds, objectLock: false })
    })

    if (name === 'versitygw') return
    it.each<[string, RegExp, string]>([
      ['refuses', /\/\//, 'two slashes in a row'],
      ['loses', /%20$/, 'a space at the end'],
    ])('that a server %s are told, as a warning', async (what, pattern, told) => {
      const lost = what === 'loses' ? 'GET' : 'PUT'
      const proxy = await dialectProxy(server.endpoint, ({ method, path }) =>
        method === lost && pattern.test(path) ? (lost === 'GET' ? [404, 'NoSuchKey'] : [400, 'InvalidRequest']) : null,
      )
      const checks = await examine({ ...bucket.settings, endPoint: proxy.endpoint })
      await proxy.close()
      expect(named(checks, 'hostile_key')).toMatchObject({
        state: 'warning',
        cause: 'keys_changed',
        evidence: `Did not come back as they were written: ${told}.`,
        remedy: expect.stringMatching(/Avoid such names/),
      })
      expect(named(checks, 'multipart')?.state).toBe('passed')
    })
  })
}
