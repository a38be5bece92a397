import { randomUUID } from 'node:crypto'
import { CreateBucketCommand, DeleteBucketCommand } from '@aws-sdk/client-s3'
import type { ObjectStore } from '@/lib/storage/object-store'
import { openS3 } from '@/lib/storage/s3'
import { createS3Client, type S3Options } from '@/lib/storage/s3-client'
import type { S3Settings } from '@/lib/storage/s3-settings'
import type { TestServer } from './servers'

/** Guard of tests: the servers are on loopback. */
export const LOOPBACK: S3Options = { policy: { permitted: [], allowLoopback: true } }

/** Settings of a bucket on a test server. */
export function settingsOf(server: TestServer, changes: Partial<S3Settings> = {}): S3Settings {
  const { region, endpoint: endPoint, accessKey, secretKey, ca: caCertificate } = server
  const useSSL = endPoint.startsWith('https:')
  return {
    bucket: 'granary',
    region,
    endPoint,
    useSSL,
    pathStyle: true,
    accessKey,
    secretKey,
    caCertificate,
    ...changes,
  }
}

export interface TestBucket {
  settings: S3Settings
  store: ObjectStore
  close(): Promise<void>
}

/** A new empty bucket with a store over it; closing removes both. */
export async function openTestBucket(server: TestServer, options: S3Options = {}): Promise<TestBucket> {
  const settings = settingsOf(server, { bucket: `granary-${randomUUID()}` })
  const client = createS3Client(settings, LOOPBACK)
  await client.send(new CreateBucketCommand({ Bucket: settings.bucket }))
  const store = openS3(settings, { ...LOOPBACK, ...options })
  return {
    settings,
    store,
    async close() {
      await empty(store)
      await store.close?.()
      await client.send(new DeleteBucketCommand({ Bucket: settings.bucket }))
      client.destroy()
    },
  }
}

async function empty(store: ObjectStore): Promise<void> {
  for (;;) {
    const { objects } = await store.list()
    if (objects.length === 0) return
    await store.remove(objects.map(({ key }) => key))
  }
}
