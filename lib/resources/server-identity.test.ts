import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { openS3 } from '@/lib/storage/s3'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { createVariable } from '@/lib/variables/create-variable'
import { listVariables } from '@/lib/variables/list-variables'
import { updateVariable } from '@/lib/variables/update-variable'
import { createResource } from './create-resource'
import { duplicateResource } from './duplicate-resource'
import { getResource } from './get-resource'
import { openResourceStore } from './open-resource-store'
import { testResource } from './test-resource'
import { updateResource } from './update-resource'

const keyless = { bucket: 'reports', region: 'eu-central-1', useSSL: true, endPoint: '' }
const path = 'f/team/bucket'
const refused = { code: 'invalid', message: expect.stringContaining('ask a superadmin') }

let root: Context
let admin: Context
let ada: Context

beforeAll(async () => {
  await startTestInstance()
  root = await testContext({ username: 'root', superadmin: true })
  admin = await testContext({ username: 'grace', role: 'admin' })
  ada = await testContext({ username: 'ada' })
})

beforeEach(async () => {
  await (await db()).resource.deleteMany()
})

const s3 = (at: string, value: Record<string, unknown> = keyless) => ({
  path: at,
  resourceType: 's3',
  description: '',
  value,
})
const open = (at: string) => openResourceStore(root.workspace.id, at)

async function edit(ctx: Context, at: string, value: Record<string, unknown>, description = '') {
  const { editedAt } = await getResource(ctx, { path: at })
  return updateResource(ctx, { path: at, newPath: at, editedAt, description, value })
}

describe('the server’s own AWS identity', () => {
  it('is lent by superadmins', async () => {
    await createResource(root, s3(path))
    await expect(open(path)).resolves.toBeTruthy()
  })

  it('is not to be had by creating, testing, changing or copying', async () => {
    await expect(createResource(admin, s3(path))).rejects.toMatchObject(refused)
    await expect(createResource(ada, s3('u/ada/bucket'))).rejects.toMatchObject(refused)
    const draft = { resourceType: 's3', value: keyless, savedPath: null }
    await expect(testResource(admin, draft)).rejects.toMatchObject(refused)
    await createResource(admin, s3(path, { ...keyless, accessKey: 'AK', secretKey: 'SK' }))
    await expect(edit(admin, path, { ...keyless, accessKey: '', secretKey: '' })).rejects.toMatchObject(refused)
    await createResource(root, s3('f/team/lent'))
    const copy = duplicateResource(admin, { path: 'f/team/lent', newPath: 'u/grace/copy' })
    await expect(copy).rejects.toMatchObject(refused)
  })

  it('is not to be had through variables that become empty', async () => {
    const variable = { path: 'u/ada/key', isSecret: false, description: '' }
    await createVariable(ada, { ...variable, value: 'AK' })
    await createResource(ada, s3('u/ada/sly', { ...keyless, accessKey: '$var:u/ada/key', secretKey: '$var:u/ada/key' }))
    const editedAt = (await listVariables(ada))[0]?.editedAt ?? new Date(0)
    await updateVariable(ada, { ...variable, newPath: variable.path, editedAt, value: '' })
    await expect(open('u/ada/sly')).rejects.toMatchObject(refused)
  })

  it('stays with a resource whose description others change, and goes to no other bucket or server', async () => {
    await createResource(root, s3(path))
    await edit(admin, path, keyless, 'Reports of the year')
    await expect(open(path)).resolves.toBeTruthy()
    await expect(edit(admin, path, { ...keyless, bucket: 'payroll' })).rejects.toMatchObject(refused)
    await expect(edit(admin, path, { ...keyless, endPoint: 'evil.example.net' })).rejects.toMatchObject(refused)
  })

  it('is not lent to what a variable may change', async () => {
    await createVariable(root, { path: 'u/root/bucket', value: 'reports', isSecret: false, description: '' })
    const draft = s3(path, { ...keyless, bucket: '$var:u/root/bucket' })
    await expect(createResource(root, draft)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('no references'),
    })
  })

  it('is not used for a stored value that no superadmin stored so', async () => {
    await createResource(root, s3(path))
    await (await db()).resource.updateMany({ data: { ambient: false } })
    await expect(open(path)).rejects.toMatchObject(refused)
  })
})

it('opens no bucket without keys unless that is asked for', () => {
  const settings = { ...keyless, pathStyle: false }
  expect(() => openS3(settings)).toThrow('There are no keys')
  expect(() => openS3(settings, { ambient: true })).not.toThrow()
})
