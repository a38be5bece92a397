import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { createResource } from '@/lib/resources/create-resource'
import { testContext } from '@/lib/testing/context'
import { entries, look, mend, path, storeBucket } from '@/lib/testing/doctor'
import { named } from '@/lib/testing/examine'
import { startTestInstance } from '@/lib/testing/instance'
import { openTestBucket, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { createVariable } from '@/lib/variables/create-variable'
import { getDoctorState } from './get-doctor-state'
import { saveDoctorSettings } from './save-doctor-settings'
import { lookAtDue } from './schedule'

const HOUR_MS = 3600_000

await describeWithServer('versitygw', 'a bucket that is looked at over time', (server) => {
  let ada: Context
  let bucket: TestBucket
  beforeAll(async () => {
    await startTestInstance()
    ada = await testContext({ username: 'ada', role: 'admin' })
    bucket = await openTestBucket(server)
  })
  afterAll(() => bucket.close())
  beforeEach(() => storeBucket(ada, bucket))

  it('is looked at again when it is due, by one server alone, and only changes are told', async () => {
    await mend(ada)
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
    await mend(ada)
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
