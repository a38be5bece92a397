import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { shareFolder } from '@/lib/folders/share-folder'
import { createResource } from '@/lib/resources/create-resource'
import { openResourceStore } from '@/lib/resources/open-resource-store'
import { getStorageSettings } from '@/lib/storage-settings/get-storage-settings'
import { saveStorageSettings } from '@/lib/storage-settings/save-storage-settings'
import { testContext } from '@/lib/testing/context'
import { dialectProxy } from '@/lib/testing/dialect-proxy'
import { named } from '@/lib/testing/examine'
import { startTestInstance } from '@/lib/testing/instance'
import { openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { createVariable } from '@/lib/variables/create-variable'
import { applySuggestion } from './apply-suggestion'
import { capabilitiesOf } from './capabilities-of'
import { featuresOf } from './features-of'
import { getDoctorState, listDoctorSummaries } from './get-doctor-state'
import type { LookEvent, Report } from './report'
import { runDoctor } from './run-doctor'
import { saveDoctorSettings } from './save-doctor-settings'
import { lookAtDue } from './schedule'

const path = 'f/team/bucket'
const HOUR_MS = 3600_000

async function look(ctx: Context, at = path, prefix?: string): Promise<Report> {
  const events: LookEvent[] = []
  for await (const event of await runDoctor(ctx, { path: at, prefix })) events.push(event)
  const last = events.at(-1)
  if (!last || !('report' in last)) throw new Error('no report')
  return last.report
}

const entries = async (operation: string) => (await db()).auditEntry.findMany({ where: { operation } })

describe('who may run the doctor', () => {
  let root: Context
  let ada: Context
  let bob: Context
  let admin: Context
  beforeAll(async () => {
    await startTestInstance()
    root = await testContext({ username: 'root', role: 'admin', superadmin: true })
    ada = await testContext({ username: 'ada' })
    bob = await testContext({ username: 'bob' })
    admin = await testContext({ username: 'boss', role: 'admin' })
    const value = {
      bucket: 'reports',
      region: 'auto',
      endPoint: '127.0.0.1:9',
      useSSL: false,
      accessKey: 'AK',
      secretKey: 'SK',
    }
    await createResource(ada, { path, newFolder: true, resourceType: 's3', description: '', value })
    const grants = [
      { subject: 'u/ada', access: 'owner' as const },
      { subject: 'u/bob', access: 'read' as const },
    ]
    await shareFolder(ada, { name: 'team', grants })
    const folder = { resourceType: 'filesystem', description: '', value: { rootPath: 'fresh' } }
    await createResource(root, { path: 'u/root/folder', ...folder })
  })

  it('is whoever may change the resource', async () => {
    expect((await look(ada)).verdict).toBe('broken')
    await expect(runDoctor(bob, { path })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getDoctorState(bob, { path })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(runDoctor(bob, { path: 'f/team/nothing' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('and an admin where it is a storage, also of a type that only superadmins link', async () => {
    await expect(runDoctor(admin, { path: 'u/root/folder' })).rejects.toMatchObject({ code: 'forbidden' })
    const { version } = await getStorageSettings(root)
    const primary = { resourcePath: 'u/root/folder', publicResource: true, rules: null }
    await saveStorageSettings(root, { version, primary, secondary: [] })
    const report = await look(admin, 'u/root/folder')
    expect(report.checks.filter(({ state }) => state === 'failed')).toEqual([])
    expect(report).toMatchObject({ verdict: 'works', by: 'boss' })
    await expect(runDoctor(bob, { path: 'u/root/folder' })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await listDoctorSummaries(admin)).toMatchObject({ 'u/root/folder': { verdict: 'works', isOutdated: false } })
    await expect(listDoctorSummaries(bob)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await capabilitiesOf(bob)).toMatchObject({ write: true, conditionalWrites: true, cors: null })
  })

  it('needs the right to all that the resource refers to', async () => {
    await createVariable(ada, { path: 'u/ada/host', value: '127.0.0.1:9', isSecret: false, description: '' })
    const value = {
      bucket: 'reports',
      region: 'auto',
      endPoint: '$var:u/ada/host',
      useSSL: false,
      accessKey: 'A',
      secretKey: 'S',
    }
    await createResource(ada, { path: 'f/team/referring', resourceType: 's3', description: '', value })
    await shareFolder(ada, {
      name: 'team',
      grants: [
        { subject: 'u/ada', access: 'owner' },
        { subject: 'u/bob', access: 'write' },
      ],
    })
    await expect(getDoctorState(bob, { path: 'f/team/referring' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(runDoctor(bob, { path: 'f/team/referring' })).rejects.toMatchObject({ code: 'invalid' })
    expect((await look(ada, 'f/team/referring')).verdict).toBe('broken')
  })

  it('leaves an entry in the audit log, without a secret', async () => {
    const found = await entries('doctor.run')
    expect(found.some(({ username, resource }) => username === 'ada' && resource === path)).toBe(true)
    expect(JSON.stringify(found)).not.toContain('"SK"')
  })

  it('joins a look that goes on instead of beginning another', async () => {
    const before = (await entries('doctor.run')).length
    const [one, other] = await Promise.all([look(ada), look(ada)])
    expect(one).toEqual(other)
    expect((await entries('doctor.run')).length).toBe(before + 1)
  })
})

await describeWithServer('versitygw', 'a bucket over time', (server) => {
  let ada: Context
  let bucket: TestBucket
  beforeAll(async () => {
    await startTestInstance()
    ada = await testContext({ username: 'ada', role: 'admin' })
    bucket = await openTestBucket(server)
  })
  afterAll(() => bucket.close())
  beforeEach(async () => {
    const client = await db()
    await client.storageSetting.deleteMany()
    await client.resource.deleteMany()
    await client.auditEntry.deleteMany()
    const { caCertificate: _, ...value } = bucket.settings
    await createResource(ada, {
      path,
      newFolder: true,
      resourceType: 's3',
      description: 'Ours',
      value: { ...value, region: 'eu-west-9' },
    })
    const primary = { resourcePath: path, publicResource: false, rules: null }
    const { version } = await getStorageSettings(ada)
    await saveStorageSettings(ada, { version, primary, secondary: [] })
  })

  const editedAt = async () => (await (await db()).resource.findFirstOrThrow({ where: { path } })).editedAt

  async function mend() {
    await look(ada)
    return applySuggestion(ada, { path, check: 'region', editedAt: await editedAt() })
  }

  it('works once the suggestion is applied, and other code is told what works', async () => {
    const report = await look(ada)
    expect(report).toMatchObject({ verdict: 'broken', changes: [], comparedWith: null })
    expect(await capabilitiesOf(ada)).toMatchObject({ write: null, signing: null })
    await mend()
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
          : ''
      if (method === 'GET' || !strange) return null
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
    refusals.length = 0
    expect(await writeNew()).toMatchObject({ size: 1 })
    await expect(writeNew()).rejects.toMatchObject({ name: 'ObjectExists' })
    const etag = (await (await open()).head('new'))?.etag ?? ''
    await (await open()).write('new', Buffer.from('xy'), { ifMatch: etag })
    expect((await open()).tags).toBeUndefined()
    expect(refusals).toEqual([])
    await (await open()).remove(['new'])
    await (await db()).resource.deleteMany({ where: { path: strict.path } })
    await proxy.close()
  })

  it('keeps a suggestion for the very version that it was made for', async () => {
    const at = await editedAt()
    await mend()
    await expect(applySuggestion(ada, { path, check: 'region', editedAt: at })).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(applySuggestion(ada, { path, check: 'dns', editedAt: at })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('is looked at again when it is due, by one server alone, and only changes are told', async () => {
    await mend()
    await look(ada, path, 'team/')
    const later = new Date(Date.now() + 25 * HOUR_MS)
    expect(await lookAtDue(() => new Date(Date.now() + HOUR_MS))).toBe(0)
    const looked = await Promise.all([lookAtDue(() => later), lookAtDue(() => later)])
    expect(looked.sort()).toEqual([0, 1])
    const state = await getDoctorState(ada, { path })
    expect(state).toMatchObject({ report: { by: null, verdict: 'works', prefix: 'team/', changes: [] } })
    expect(await entries('doctor.found_changes')).toEqual([])
    const client = await db()
    const value = {
      ...JSON.parse((await client.resource.findFirstOrThrow({ where: { path } })).value),
      region: 'eu-west-9',
    }
    await client.resource.updateMany({ where: { path }, data: { value: JSON.stringify(value) } })
    expect(await lookAtDue(() => later)).toBe(1)
    expect(await entries('doctor.found_changes')).toMatchObject([
      { username: 'schedule', resource: path, parameters: expect.stringContaining('Region: works → fails') },
    ])
  })

  it('is leased from the moment of its turn on, however long those before it took', async () => {
    await look(ada)
    const client = await db()
    const { caCertificate: _, ...value } = bucket.settings
    await createResource(ada, { path: 'f/team/second', resourceType: 's3', description: '', value })
    await look(ada, 'f/team/second')
    const second = await client.resource.findFirstOrThrow({ where: { path: 'f/team/second' } })
    await client.doctorRecord.updateMany({
      where: { resourceId: second.id },
      data: { nextAt: new Date(Date.now() + 24.5 * HOUR_MS) },
    })
    const due = Date.now() + 25 * HOUR_MS
    let minutes = 0
    const looking = lookAtDue(() => new Date(due + 15 * 60_000 * minutes++))
    let lease: Date | null = null
    for (; !lease; await sleep(5))
      lease = (await client.doctorRecord.findUniqueOrThrow({ where: { resourceId: second.id } })).leaseUntil
    expect(lease.getTime()).toBe(due + 2 * 15 * 60_000 + 10 * 60_000)
    expect(await looking).toBe(2)
  })

  it('is rid of what a look left that was killed, and of nothing else', async () => {
    await mend()
    const client = await db()
    const { id: resourceId } = await client.resource.findFirstOrThrow({ where: { path } })
    const killed = { id: 'killed', resourceId, prefix: 'team/', startedAt: new Date(Date.now() - HOUR_MS) }
    const running = { id: 'running', resourceId, prefix: '', startedAt: new Date() }
    await client.doctorProbe.createMany({ data: [killed, running] })
    const left = ['team/.granary-doctor-killed-0', 'team/.granary-doctor-killed-3/two//slashes']
    const others = ['.granary-doctor-running-1', 'team/.granary-doctor-other-0', 'team/report.csv']
    for (const key of [...left, ...others]) await bucket.store.write(key, Buffer.from('x'))
    const upload = { key: 'team/.granary-doctor-killed-4', id: '' }
    upload.id = (await bucket.store.multipart?.create(upload.key)) ?? ''
    const { checks } = await look(ada)
    expect(named(checks, 'leftovers')).toMatchObject({
      state: 'passed',
      evidence: 'Removed 3 files of a look that broke off.',
    })
    expect((await bucket.store.list()).objects.map(({ key }) => key).sort()).toEqual(others.sort())
    await expect(bucket.store.multipart?.parts(upload)).rejects.toMatchObject({ code: 'not_found' })
    expect((await client.doctorProbe.findMany()).map(({ id }) => id)).toEqual(['running'])
    expect(named((await look(ada)).checks, 'leftovers')).toBeUndefined()
    await bucket.store.remove(others)
  })

  it('is not looked at by itself where that is off, nor before anybody asked', async () => {
    const later = new Date(Date.now() + 1000 * HOUR_MS)
    expect(await lookAtDue(() => later)).toBe(0)
    await saveDoctorSettings(ada, { path, prefix: '', everyHours: 0 })
    expect(await lookAtDue(() => later)).toBe(0)
    await saveDoctorSettings(ada, { path, prefix: '', everyHours: 168 })
    expect(await lookAtDue(() => new Date(Date.now() + 24 * HOUR_MS))).toBe(0)
    expect(await lookAtDue(() => later)).toBe(1)
  })

  it('is told as broken when what it refers to is gone', async () => {
    await createVariable(ada, { path: 'u/ada/region', value: 'us-east-1', isSecret: false, description: '' })
    const client = await db()
    const value = {
      ...JSON.parse((await client.resource.findFirstOrThrow({ where: { path } })).value),
      region: '$var:u/ada/region',
    }
    await client.resource.updateMany({ where: { path }, data: { value: JSON.stringify(value) } })
    expect((await look(ada)).verdict).toBe('works')
    await client.variable.deleteMany()
    await lookAtDue(() => new Date(Date.now() + 25 * HOUR_MS))
    const { report } = await getRaw()
    expect(JSON.parse(report ?? '')).toMatchObject({ verdict: 'broken', checks: [{ name: 'value', state: 'failed' }] })
  })

  const getRaw = async () => (await db()).doctorRecord.findFirstOrThrow()
})
