import {
  DeleteBucketPolicyCommand,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createBucket, type S3Bucket } from '@/lib/storage/s3-bucket'
import { byState, examine, named, ORIGIN } from '@/lib/testing/examine'
import { LOOPBACK, openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { buildReport } from './build-report'
import { corsRecipes } from './cors-recipes'
import { type PolicyPlace, policyRecipes } from './policies'
import type { Check } from './report'

await describeWithServer('ceph', 'the doctor with the key of somebody else', (server) => {
  let bucket: TestBucket
  let raw: S3Bucket
  beforeAll(async () => {
    bucket = await openTestBucket(server)
    raw = createBucket(bucket.settings, LOOPBACK)
    await bucket.store.write('team/known.txt', Buffer.from('known'))
  })
  afterEach(() => raw.client.send(new DeleteBucketPolicyCommand({ Bucket: bucket.settings.bucket })))
  afterAll(async () => {
    raw.client.destroy()
    await bucket.close()
  })

  const other = () => ({
    ...bucket.settings,
    accessKey: server.otherAccessKey,
    secretKey: server.otherSecretKey,
  })
  const place = (prefix: string): PolicyPlace => ({
    ...{ resourceType: 's3', bucket: bucket.settings.bucket, endPoint: server.endpoint, secure: false, prefix },
  })
  const verdict = (checks: Check[]) =>
    buildReport({ checks, startedAt: new Date(), finishedAt: new Date(), by: null, prefix: '' }, null).verdict

  async function open(prefix: string, level: 'read' | 'write', checks: Check[]) {
    const text = policyRecipes(place(prefix), level, checks).find(({ name }) => name === 'ceph')?.text ?? ''
    const Policy = text.replaceAll('user/USER', 'user/alt')
    await raw.client.send(new PutBucketPolicyCommand({ Bucket: bucket.settings.bucket, Policy }))
  }

  async function expectNothingLeft() {
    expect((await bucket.store.list()).objects.map(({ key }) => key)).toEqual(['team/known.txt'])
  }

  it('finds a key without any right, which the server knows all the same', async () => {
    const checks = await examine(other())
    expect(named(checks, 'signature')?.state).toBe('passed')
    expect(named(checks, 'list')).toMatchObject({ state: 'failed', cause: 'no_list_permission' })
    expect(named(checks, 'put')).toMatchObject({ state: 'failed', cause: 'no_write_permission' })
    expect(named(checks, 'get')).toMatchObject({ state: 'not_reached', evidence: expect.stringMatching(/no file/) })
    expect(verdict(checks)).toBe('broken')
  })

  it('finds that a key may only read', async () => {
    await open('', 'read', [])
    const checks = await examine(other())
    expect(byState(checks).failed).toEqual(['put'])
    expect(byState(checks).passed).toEqual(expect.arrayContaining(['list', 'head', 'get', 'range', 'signing']))
    expect(named(checks, 'delete')?.state).toBe('not_reached')
    expect(named(checks, 'multipart')).toMatchObject({ state: 'not_reached', evidence: expect.stringMatching(/write/) })
    expect(verdict(checks)).toBe('limited')
    await expectNothingLeft()
  })

  it('writes a policy under which everything that was needed works, and nothing else is asked', async () => {
    const found = await examine(bucket.settings)
    await open('', 'write', found)
    const checks = await examine(other())
    expect(byState(checks).failed).toBeUndefined()
    expect(verdict(checks)).toBe('works')
    await expectNothingLeft()
  })

  it('finds that a key is limited to a folder, once it knows the folder', async () => {
    await open('team/', 'write', await examine(bucket.settings))
    const atTop = await examine(other())
    expect(byState(atTop).failed).toEqual(expect.arrayContaining(['list', 'put']))
    expect(named(atTop, 'list')?.remedy).toMatch(/one folder only, enter that folder/)
    const checks = await examine(other(), { prefix: 'team/' })
    expect(byState(checks).failed).toEqual(['list'])
    expect(named(checks, 'list_prefix')?.state).toBe('passed')
    expect(verdict(checks)).toBe('limited')
    await expectNothingLeft()
  })

  it('tells by name what a key wrote and may not remove', async () => {
    const Statement = [
      statement('s3:ListBucket', `arn:aws:s3:::${bucket.settings.bucket}`),
      statement(['s3:GetObject', 's3:PutObject'], `arn:aws:s3:::${bucket.settings.bucket}/*`),
    ]
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement })
    await raw.client.send(new PutBucketPolicyCommand({ Bucket: bucket.settings.bucket, Policy }))
    const checks = await examine(other())
    const left = (await bucket.store.list()).objects.map(({ key }) => key).filter((key) => !key.startsWith('team/'))
    expect(left).toHaveLength(1)
    expect(named(checks, 'delete')).toMatchObject({ state: 'failed', remedy: expect.stringContaining(String(left[0])) })
    expect(named(checks, 'tidy')).toMatchObject({ state: 'failed', evidence: expect.stringContaining(String(left[0])) })
    expect(named(checks, 'conditional')?.state).toBe('not_reached')
    await bucket.store.remove(left)
  })

  it('finds CORS open once the rule that it wrote is there, for this product alone', async () => {
    expect(named(await examine(bucket.settings), 'cors')).toMatchObject({ state: 'absent', cause: 'cors_closed' })
    const [recipe] = corsRecipes(place(''), ORIGIN)
    const CORSConfiguration = JSON.parse(recipe?.text ?? '')
    await raw.client.send(new PutBucketCorsCommand({ Bucket: bucket.settings.bucket, CORSConfiguration }))
    expect(named(await examine(bucket.settings), 'cors')).toMatchObject({ state: 'passed' })
    const elsewhere = await examine(bucket.settings, { origin: 'http://other.example' })
    expect(named(elsewhere, 'cors')?.state).toBe('absent')
  })

  it('does not touch what others have under a name like its own', async () => {
    const Key = '.granary-doctor-of-somebody'
    await raw.client.send(new PutObjectCommand({ Bucket: bucket.settings.bucket, Key, Body: 'theirs' }))
    await examine(bucket.settings)
    expect((await bucket.store.head(Key))?.size).toBe(6)
    await bucket.store.remove([Key])
  })
})

function statement(Action: string | string[], Resource: string) {
  return { Effect: 'Allow', Principal: { AWS: ['arn:aws:iam:::user/alt'] }, Action, Resource }
}
