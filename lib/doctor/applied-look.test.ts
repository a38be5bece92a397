import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { createResource } from '@/lib/resources/create-resource'
import { openResourceStore } from '@/lib/resources/open-resource-store'
import { testContext } from '@/lib/testing/context'
import { dialectProxy } from '@/lib/testing/dialect-proxy'
import { editedAt, entries, look, mend, path, storeBucket } from '@/lib/testing/doctor'
import { named } from '@/lib/testing/examine'
import { startTestInstance } from '@/lib/testing/instance'
import { openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { applySuggestion } from './apply-suggestion'
import { capabilitiesOf } from './capabilities-of'
import { featuresOf } from './features-of'
import { getDoctorState } from './get-doctor-state'

await describeWithServer('versitygw', 'what the doctor saw of a bucket', (server) => {
  let ada: Context
  let bucket: TestBucket
  beforeAll(async () => {
    await startTestInstance()
    ada = await testContext({ username: 'ada', role: 'admin' })
    bucket = await openTestBucket(server)
  })
  afterAll(() => bucket.close())
  beforeEach(() => storeBucket(ada, bucket))

  it('works once the suggestion is applied, and other code is told what works', async () => {
    const report = await look(ada)
    expect(report).toMatchObject({ verdict: 'broken', changes: [], comparedWith: null })
    expect(await capabilitiesOf(ada)).toMatchObject({ write: null, signing: null })
    await mend(ada)
    const stored = await (await db()).resource.findFirstOrThrow({ where: { path } })
    expect(JSON.parse(stored.value)).toMatchObject({ region: 'us-east-1', bucket: bucket.settings.bucket })
    expect(stored.description).toBe('Ours')
    expect(await capabilitiesOf(ada)).toBeNull()
    expect(await getDoctorState(ada, { path })).toMatchObject({ isOutdated: true })
    const again = await look(ada)
    expect(again).toMatchObject({
      verdict: 'works',
      changes: [{ name: 'region', from: 'fails (wrong region)', to: 'works' }],
    })
    expect(await capabilitiesOf(ada)).toMatchObject({ write: true, signing: true, cors: false })
    const resource = await (await db()).resource.findFirstOrThrow({ where: { path } })
    expect(await featuresOf(resource)).toMatchObject({ directTransfers: false, multipart: true, tagging: true })
    expect(await featuresOf({ ...resource, editedAt: new Date() })).toMatchObject({ directTransfers: true })
    expect((await entries('doctor.run')).at(-1)?.parameters).toContain('Region: fails (wrong region) → works')
    expect((await bucket.store.list()).objects).toEqual([])
  })

  it('is asked for nothing any more that its server was seen to refuse', async () => {
    const refusals: string[] = []
    const proxy = await dialectProxy(server.endpoint, ({ headers, method, query }) => {
      const strange = headers['if-none-match']
        ? 'condition'
        : query.has('tagging') || headers['x-amz-tagging']
          ? 'tags'
          : query.has('uploads') || query.has('uploadId')
            ? 'parts'
            : ''
      if (!strange || (method === 'GET' && strange !== 'parts')) return null
      refusals.push(strange)
      return [400, 'InvalidRequest']
    })
    const { caCertificate: _, ...value } = bucket.settings
    const strict = { path: 'f/team/strict', resourceType: 's3', description: '', newFolder: true }
    await createResource(ada, { ...strict, value: { ...value, endPoint: proxy.endpoint } })
    const open = () => openResourceStore(ada.workspace.id, strict.path)
    const writeNew = async () => (await open()).write('new', Buffer.from('x'), { overwrite: false })
    await expect(writeNew()).rejects.toMatchObject({ code: 'invalid' })
    const { checks } = await look(ada, strict.path)
    expect(named(checks, 'conditional')?.state).toBe('absent')
    expect(named(checks, 'tagging')?.state).toBe('absent')
    expect(named(checks, 'multipart')?.state).toBe('failed')
    refusals.length = 0
    expect(await writeNew()).toMatchObject({ size: 1 })
    await expect(writeNew()).rejects.toMatchObject({ name: 'ObjectExists' })
    const etag = (await (await open()).head('new'))?.etag ?? ''
    await (await open()).write('new', Buffer.from('xy'), { ifMatch: etag })
    expect((await open()).tags).toBeUndefined()
    expect((await open()).multipart).toBeUndefined()
    await (await open()).write('new', Buffer.alloc(17 * 1024 ** 2), { size: 17 * 1024 ** 2 })
    expect(refusals).toEqual([])
    await (await open()).remove(['new'])
    await (await db()).resource.deleteMany({ where: { path: strict.path } })
    await proxy.close()
  })

  it('keeps a suggestion for the very version that it was made for', async () => {
    const at = await editedAt()
    await mend(ada)
    await expect(applySuggestion(ada, { path, check: 'region', editedAt: at })).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(applySuggestion(ada, { path, check: 'dns', editedAt: at })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
