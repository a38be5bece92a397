import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { findStorageOfBucket } from '@/lib/storage-settings/find-storage-of-bucket'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { createResource } from './create-resource'
import { createOrEditResource } from './edit-resource'
import { getInterpolatedValue, getResourceValue } from './get-resource-value'

const KINDS = [
  ['filesystem', { rootPath: 'reports' }, 'u.root.filesystem'],
  [
    'azure_blob',
    { accountName: 'granarytest', containerName: 'reports', accessKey: Buffer.from('k').toString('base64') },
    'reports',
  ],
] as const

let root: Context
let ada: Context

beforeAll(async () => {
  await startTestInstance()
  root = await testContext({ username: 'root', superadmin: true })
  ada = await testContext({ username: 'ada' })
})

describe.each(KINDS)('a resource of the type %s', (resourceType, value, bucket) => {
  const path = `u/root/${resourceType}`

  it('tells scripts a bucket to build addresses from, and is stored without it', async () => {
    await createResource(root, { path, resourceType, description: '', value })
    expect(await getInterpolatedValue(root, { path })).toMatchObject({ ...value, bucket })
    expect(await getResourceValue(root, { path })).not.toHaveProperty('bucket')
  })

  it('takes back what a script has read', async () => {
    const read = (await getInterpolatedValue(root, { path })) as object
    await createOrEditResource(root, { path, resource_type: resourceType, value: read }, true)
    expect(await getInterpolatedValue(root, { path })).toEqual(read)
  })

  it('is found by that bucket, by whoever may see it alone', async () => {
    const link = { workspaceId: root.workspace.id, name: 'linked', resourcePath: path, rules: null }
    await (await db()).storageSetting.create({ data: link })
    forgetIdentities()
    expect(await findStorageOfBucket(root, bucket)).toBe('linked')
    expect(await findStorageOfBucket(ada, bucket)).toBeNull()
    await (await db()).storageSetting.deleteMany()
    forgetIdentities()
  })

  it('takes no other bucket', async () => {
    await expect(
      createOrEditResource(root, { path, resource_type: resourceType, value: { ...value, bucket: 'other' } }, true),
    ).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('bucket') })
  })
})
