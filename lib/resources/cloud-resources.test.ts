import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { testContext } from '@/lib/testing/context'
import { testServiceAccount } from '@/lib/testing/gcs-servers'
import { startTestInstance } from '@/lib/testing/instance'
import { createResource } from './create-resource'
import { createOrEditResource } from './edit-resource'
import { getResource } from './get-resource'
import { getResourceValue } from './get-resource-value'
import { openResourceStore } from './open-resource-store'
import { testResource } from './test-resource'
import { updateResource } from './update-resource'

const serviceAccountKey = { type: 'service_account', project_id: 'p', ...testServiceAccount() }
const container = { accountName: 'granarytest', containerName: 'reports', useSSL: true }
const accessKey = Buffer.from('canary of an access key').toString('base64')
const askSuperadmin = { code: 'invalid', message: expect.stringContaining('ask a superadmin') }

let root: Context
let ada: Context

beforeAll(async () => {
  await startTestInstance()
  root = await testContext({ username: 'root', superadmin: true })
  ada = await testContext({ username: 'ada' })
})

const create = (ctx: Context, path: string, resourceType: string, value: Record<string, unknown>) =>
  createResource(ctx, { path, resourceType, description: '', value })

async function edit(path: string, value: Record<string, unknown>) {
  const { editedAt } = await getResource(ada, { path })
  return updateResource(ada, { path, newPath: path, editedAt, description: '', value })
}

describe('a container of Azure', () => {
  it('comes back to programs as it was sent, and its key to no screen', async () => {
    const value = { ...container, endpoint: '', accessKey, tenantId: '', clientId: '', federatedTokenFile: '' }
    await createOrEditResource(ada, { path: 'u/ada/azure', resource_type: 'azure_blob', value }, false)
    expect(await getResourceValue(ada, { path: 'u/ada/azure' })).toEqual(value)
    const shown = await getResource(ada, { path: 'u/ada/azure' })
    expect(JSON.stringify(shown)).not.toContain(accessKey)
    await expect(openResourceStore(ada.workspace.id, 'u/ada/azure')).resolves.toBeTruthy()
  })

  it.each([
    ['another account', { accountName: 'other' }],
    ['another container', { containerName: 'payroll' }],
    ['a server of somebody else', { endpoint: 'https://evil.example.net' }],
    ['no encryption', { endpoint: 'http://granarytest.blob.core.windows.net' }],
  ])('sends its stored key to nobody else: %s', async (_what, change) => {
    await create(ada, 'u/ada/kept', 'azure_blob', { ...container, accessKey }).catch(() => undefined)
    await expect(edit('u/ada/kept', { ...container, ...change })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('Enter the access key again'),
    })
  })

  it('is reached by the identity of the server only where a superadmin says so', async () => {
    await expect(create(ada, 'u/ada/none', 'azure_blob', container)).rejects.toMatchObject(askSuperadmin)
    const draft = {
      resourceType: 'azure_blob',
      value: { ...container, federatedTokenFile: '/etc/passwd' },
      savedPath: null,
    }
    await expect(testResource(ada, draft)).rejects.toMatchObject(askSuperadmin)
    const workload = create(ada, 'u/ada/workload', 'azure_workload_identity', container)
    await expect(workload).rejects.toMatchObject({ code: 'forbidden' })
    await create(root, 'f/team/workload', 'azure_workload_identity', { ...container, tenantId: 'abc', clientId: 'def' })
    await (await db()).resource.updateMany({ where: { path: 'f/team/workload' }, data: { ambient: false } })
    await expect(openResourceStore(root.workspace.id, 'f/team/workload')).rejects.toMatchObject({ code: 'invalid' })
  })

  it.each<[Record<string, unknown>, string, RegExp]>([
    [{ accountName: '' }, 'accountName', /missing/],
    [{ accountName: 'acct.blob.core.windows.net' }, 'accountName', /alone/],
    [{ containerName: 'a/b' }, 'containerName', /without a folder/],
    [{ sasToken: 'https://x?sig=a' }, 'sasToken', /behind the question mark/],
    [{ sasToken: 'sv=1&sp=r' }, 'sasToken', /no signature/],
    [{ connectionString: 'nonsense' }, 'connectionString', /no connection string/],
    [{ accessKey: '', clientSecret: 's' }, 'tenantId', /needs its tenant/],
  ])('with %o is refused at the field', async (change, field, sentence) => {
    const failure = await create(ada, 'u/ada/wrong', 'azure_blob', { ...container, accessKey, ...change }).catch(
      (e) => e,
    )
    expect(failure.fields?.[`value.${field}`]?.[0]).toMatch(sentence)
  })
})

describe('a bucket of Google', () => {
  it('takes the key as an object and as text, and gives it as an object', async () => {
    const value = { bucket: 'reports', serviceAccountKey }
    await createOrEditResource(ada, { path: 'u/ada/gcs', resource_type: 'gcloud_storage', value }, false)
    expect(await getResourceValue(ada, { path: 'u/ada/gcs' })).toEqual(value)
    await create(ada, 'u/ada/gcs-text', 'gcloud_storage', {
      bucket: 'reports',
      serviceAccountKey: JSON.stringify(serviceAccountKey),
    })
    expect(await getResourceValue(ada, { path: 'u/ada/gcs-text' })).toEqual(value)
    await expect(openResourceStore(ada.workspace.id, 'u/ada/gcs')).resolves.toBeTruthy()
    const row = await (await db()).resource.findFirst({ where: { path: 'u/ada/gcs' } })
    expect(JSON.stringify(row)).not.toMatch(/PRIVATE KEY|gserviceaccount/)
    expect(JSON.stringify(await getResource(ada, { path: 'u/ada/gcs' }))).not.toMatch(/PRIVATE KEY/)
  })

  it('keeps a stored key for its bucket alone', async () => {
    await edit('u/ada/gcs', { bucket: 'reports' })
    expect(await getResourceValue(ada, { path: 'u/ada/gcs' })).toMatchObject({ serviceAccountKey })
    const again = { code: 'invalid', message: expect.stringContaining('Enter the service account key again') }
    await expect(edit('u/ada/gcs', { bucket: 'payroll' })).rejects.toMatchObject(again)
    await expect(edit('u/ada/gcs', { bucket: 'reports', endpoint: 'evil.example' })).rejects.toMatchObject(again)
  })

  it.each([
    ['an empty object', {}],
    ['an empty text', ''],
    ['nothing', undefined],
  ])('whose key is %s means the identity of the server', async (_what, key) => {
    const value = { bucket: 'reports', ...(key !== undefined && { serviceAccountKey: key }) }
    await expect(create(ada, 'u/ada/ambient', 'gcloud_storage', value)).rejects.toMatchObject(askSuperadmin)
    await expect(
      create(root, `f/team/ambient-${_what.replaceAll(' ', '-')}`, 'gcloud_storage', value),
    ).resolves.toBeTruthy()
  })

  it('takes no credentials that run programs or ask other hosts', async () => {
    const value = { bucket: 'reports', serviceAccountKey: { ...serviceAccountKey, type: 'external_account' } }
    const failure = await create(ada, 'u/ada/external', 'gcloud_storage', value).catch((error) => error)
    expect(failure.fields?.['value.serviceAccountKey']?.[0]).toMatch(/must be service_account/)
  })
})
