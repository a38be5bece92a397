import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { PutBucketCorsCommand, S3Client } from '@aws-sdk/client-s3'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { linkSecondStorage } from './link-storage'
import { type Bucket, createBucket } from './s3-servers'

test.use({ settings: { DEMO: '1' } })

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

for (const cors of [true, false])
  test(`a large file goes ${cors ? 'straight to the bucket and back' : 'through the server where the bucket has no CORS rule'}`, async ({
    asAdmin: _,
    page,
    explorer,
    product,
  }) => {
    const bucket = await createBucket('ceph')
    test.skip(typeof bucket === 'string', String(bucket))
    if (typeof bucket === 'string') return
    if (cors) await openCors(bucket, new URL(product.url).origin)
    const { endpoint, ...rest } = bucket
    const value = { ...rest, endPoint: endpoint, useSSL: false, pathStyle: true }
    await linkSecondStorage(page, 'bucket', { type: 's3', value })
    const stored: string[] = []
    const through: string[] = []
    page.on('response', (response) => {
      const { host, pathname } = new URL(response.url())
      const method = response.request().method()
      if (host === endpoint && response.ok() && method !== 'OPTIONS') stored.push(method)
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
    expect(new URL(file.url()).host === endpoint).toBe(cors)
  })
