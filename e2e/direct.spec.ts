import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { PutBucketCorsCommand, S3Client } from '@aws-sdk/client-s3'
import type { Page } from '@playwright/test'
import { createContainer, setAzureCors } from './azure-server'
import { expect, test } from './fixtures'
import { createGoogleBucket } from './gcs-server'
import { linkSecondStorage, type NewResource } from './link-storage'
import { type Bucket, createBucket } from './s3-servers'

test.use({ settings: { DEMO: '1' } })
// One after the other: the rule of an Azure account holds for all of its containers.
test.describe.configure({ mode: 'default' })

const content = randomBytes(20 * 1024 ** 2)

/** Lets pages of that origin read and write the bucket. */
async function openCors({ bucket, region, endpoint, accessKey, secretKey }: Bucket, origin: string) {
  const credentials = { accessKeyId: accessKey, secretAccessKey: secretKey }
  const client = new S3Client({ endpoint: `http://${endpoint}`, region, forcePathStyle: true, credentials })
  const rule = {
    AllowedOrigins: [origin],
    AllowedMethods: ['GET', 'PUT'],
    AllowedHeaders: ['*'],
    ExposeHeaders: ['ETag'],
  }
  await client.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules: [rule] } }))
  client.destroy()
}

async function upload(page: Page) {
  await page.getByRole('button', { name: 'Upload', exact: true }).click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('menuitem', { name: 'Upload files' }).click()
  await (await chooser).setFiles({ name: 'large.bin', mimeType: 'application/octet-stream', buffer: content })
}

/** A place in a store of its own, whose rule lets pages of the origin in or lets none in; or why there is none on this machine. */
type OpenPlace = (origin: string | null) => Promise<{ host: string; resource: NewResource } | string>

const openBucket: OpenPlace = async (origin) => {
  const bucket = await createBucket('ceph')
  if (typeof bucket === 'string') return bucket
  if (origin) await openCors(bucket, origin)
  const { endpoint, ...rest } = bucket
  return {
    host: endpoint,
    resource: { type: 's3', value: { ...rest, endPoint: endpoint, useSSL: false, pathStyle: true } },
  }
}

const openContainer: OpenPlace = async (origin) => {
  const container = await createContainer()
  if (typeof container === 'string') return container
  await setAzureCors(container, origin)
  const { host, protocol } = new URL(container.endpoint)
  return { host, resource: { type: 'azure_blob', value: { ...container, useSSL: protocol === 'https:' } } }
}

const openGoogleBucket: OpenPlace = async () => {
  const bucket = await createGoogleBucket()
  if (typeof bucket === 'string') return bucket
  const { serviceAccountKey, ...rest } = bucket
  const value = { ...rest, serviceAccountKey: JSON.stringify(serviceAccountKey) }
  return { host: new URL(bucket.endpoint).host, resource: { type: 'gcloud_storage', value } }
}

for (const [kind, open, cors] of [
  ['bucket', openBucket, true],
  ['bucket', openBucket, false],
  ['Azure container', openContainer, true],
  ['Azure container', openContainer, false],
  // The server that stands for Google lets everybody in.
  ['Google bucket', openGoogleBucket, true],
] as const)
  test(`a large file goes ${cors ? `straight to the ${kind} and back` : `through the server where the ${kind} has no CORS rule`}`, async ({
    asAdmin: _,
    page,
    explorer,
    product,
  }) => {
    const place = await open(cors ? new URL(product.url).origin : null)
    test.skip(typeof place === 'string', String(place))
    if (typeof place === 'string') return
    await linkSecondStorage(page, 'bucket', place.resource)
    const stored: string[] = []
    const through: string[] = []
    page.on('response', (response) => {
      const { host, pathname } = new URL(response.url())
      const method = response.request().method()
      if (host === place.host && response.ok() && method !== 'OPTIONS') stored.push(method)
      if (/multipart_upload\/part$|download_s3_file$/.test(pathname) && response.ok()) through.push(method)
    })

    await page.goto('/w/demo/explorer/bucket/')
    await upload(page)
    await expect(page.getByRole('region', { name: 'Uploads' })).toContainText('1 file uploaded')
    await expect(explorer.row('large.bin')).toContainText('21.0 MB')
    expect([stored, through].map((list) => list.filter((method) => method === 'PUT').length)).toEqual(
      cors ? [2, 0] : [0, 2],
    )

    await explorer.select('large.bin')
    const download = page.waitForEvent('download')
    await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Download' }).click()
    const file = await download
    expect(file.suggestedFilename()).toBe('large.bin')
    expect((await readFile(await file.path())).equals(content)).toBe(true)
    expect(new URL(file.url()).host === place.host).toBe(cors)
  })
