import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { shareFolder } from '@/lib/folders/share-folder'
import { createResource } from '@/lib/resources/create-resource'
import { getStorageSettings } from '@/lib/storage-settings/get-storage-settings'
import { saveStorageSettings } from '@/lib/storage-settings/save-storage-settings'
import { testContext } from '@/lib/testing/context'
import { entries, look, path } from '@/lib/testing/doctor'
import { startTestInstance } from '@/lib/testing/instance'
import { createVariable } from '@/lib/variables/create-variable'
import { capabilitiesOf } from './capabilities-of'
import { getDoctorState, listDoctorSummaries } from './get-doctor-state'
import { runDoctor } from './run-doctor'

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
