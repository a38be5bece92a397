import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { reloadEnv } from '@/lib/env'
import { createResource } from '@/lib/resources/create-resource'
import { bearer } from '@/lib/testing/callers'
import { testContext } from '@/lib/testing/context'
import { type StorageApi, startStorageApi } from '@/lib/testing/storage-api'

let api: StorageApi
let grace: Context
let bob: Context

const bucket = {
  ...{ bucket: 'reports', region: 'eu-central-1', endPoint: 's3.example.com', useSSL: true, pathStyle: true },
  ...{ accessKey: 'AK', secretKey: 'SK' },
}

beforeAll(async () => {
  api = await startStorageApi()
  process.env.PUBLIC_URL = api.endpoint
  reloadEnv()
  grace = await testContext({ username: 'grace', role: 'admin' })
  bob = await testContext({ username: 'bob' })
  await api.store.write('dir/a.txt', Buffer.from('content'))
  await createResource(bob, { path: 'u/bob/bucket', resourceType: 's3', description: '', value: bucket })
})
afterAll(async () => {
  delete process.env.PUBLIC_URL
  await api.close()
})

async function post(route: string, body: object, headers: Record<string, string>) {
  const response = await fetch(`${api.endpoint}/api/w/lab/job_helpers/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, text, json: () => JSON.parse(text) }
}

/** Reads an object with Amazon's SDK and the connection that was told. */
async function readWith(connection: Record<string, string>, Key: string): Promise<string | undefined> {
  const client = new S3Client({
    endpoint: `http://${connection.endPoint}`,
    region: connection.region,
    forcePathStyle: true,
    credentials: { accessKeyId: connection.accessKey ?? '', secretAccessKey: connection.secretKey ?? '' },
    maxAttempts: 1,
  })
  return (await client.send(new GetObjectCommand({ Bucket: connection.bucket, Key }))).Body?.transformToString()
}

describe('the connection of a storage', () => {
  it('leads through our own endpoint with credentials that are not the bucket’s', async () => {
    const answer = await post('v2/s3_resource_info', {}, await bearer(bob))
    expect(answer.json()).toEqual({
      bucket: '_default_',
      region: 'us-east-1',
      endPoint: `${api.endpoint.slice(7)}/api/w/lab/s3_proxy`,
      useSSL: false,
      accessKey: expect.stringMatching(/^\w{20}$/),
      secretKey: expect.any(String),
      pathStyle: true,
    })
    expect(await readWith(answer.json(), 'dir/a.txt')).toBe('content')
  })

  it('is worth no more than the token that asks', async () => {
    const limited = await bearer(grace, { workspaceId: 'lab', storage: '_default_', prefix: 'other/' })
    const connection = (await post('v2/s3_resource_info', {}, limited)).json()
    await expect(readWith(connection, 'dir/a.txt')).rejects.toThrow('You may not read')
  })

  it('is told for Polars and DuckDB', async () => {
    const headers = await bearer(bob)
    const endpoint = `${api.endpoint}/api/w/lab/s3_proxy`
    const polars = (await post('v2/polars_connection_settings', {}, headers)).json()
    expect(polars.storage_options).toMatchObject({ aws_endpoint_url: endpoint, aws_allow_http: 'true' })
    expect(polars.s3fs_args).toMatchObject({ endpoint_url: endpoint, use_ssl: false })
    const duckdb = (await post('v2/duckdb_connection_settings', { storage: '_default_' }, headers)).json()
    expect(duckdb.s3_bucket).toBe('_default_')
    expect(duckdb.connection_settings_str).toContain(`SET s3_endpoint='${endpoint.slice(7)}';\nSET s3_use_ssl=0;\n`)
  })

  it('is refused where there is no such storage', async () => {
    const unknown = await post('v2/s3_resource_info', { storage: 'unknown' }, await bearer(bob))
    expect([unknown.status, unknown.text]).toEqual([400, expect.stringContaining("No files storage named 'unknown'")])
    await testContext({ workspace: 'empty', username: 'eve' })
    const eve = await testContext({ workspace: 'bare', username: 'eve' })
    const response = await fetch(`${api.endpoint}/api/w/bare/job_helpers/v2/s3_resource_info`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(await bearer(eve)) },
      body: '{}',
    })
    expect([response.status, await response.text()]).toEqual([
      404,
      'Not found: No datasets storage resource defined at the workspace level',
    ])
  })
})

describe('the connection of a resource', () => {
  it.each(['u/bob/bucket', '$res:u/bob/bucket', 'res://u/bob/bucket'])(
    '%s is told to who may read it',
    async (path) => {
      const answer = await post('v2/s3_resource_info', { s3_resource_path: path }, await bearer(bob))
      expect(answer.json()).toEqual(bucket)
    },
  )

  it('is told to nobody else', async () => {
    const eve = await testContext({ username: 'eve' })
    for (const headers of [await bearer(eve), await bearer(bob, { readOnly: true })]) {
      const answer = await post('v2/polars_connection_settings', { s3_resource_path: 'u/bob/bucket' }, headers)
      expect([answer.status >= 400, answer.text.includes('SK')]).toEqual([true, false])
    }
  })

  it('is refused for what is no bucket of S3', async () => {
    const answer = await post(
      'v2/duckdb_connection_settings',
      { s3_resource_path: 'u/ada/folder' },
      await bearer(grace),
    )
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('for S3 alone')])
  })
})

it('a bucket’s own name leads to its storage for who may see the resource', async () => {
  const client = await db()
  const storage = { workspaceId: 'lab', name: 'second', resourcePath: 'u/bob/bucket', position: 1 }
  await client.storageSetting.create({ data: storage })
  const connection = (await post('v2/s3_resource_info', {}, await bearer(bob))).json()
  // The server of that bucket does not exist: what fails is no longer that nobody knows the bucket.
  await expect(readWith({ ...connection, bucket: 'reports' }, 'a')).rejects.not.toThrow('There is no storage')
  const eve = (await post('v2/s3_resource_info', {}, await bearer(await testContext({ username: 'eva' })))).json()
  await expect(readWith({ ...eve, bucket: 'reports' }, 'a')).rejects.toThrow('There is no storage "reports".')
})

it('tells old clients to upgrade', async () => {
  const answer = await post('multipart_upload_s3_file', {}, await bearer(bob))
  expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('upgrade')])
})
