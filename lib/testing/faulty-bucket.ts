import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type Fault, type FaultyRequest, faultyProxy } from './faulty-proxy'
import { linkResource } from './s3-clients/place'
import type { S3Endpoint } from './s3-endpoint'
import { openTestBucket, type TestBucket } from './s3-servers'
import type { TestServer } from './servers'

export type FaultyBucket = {
  /** What goes wrong with a request; nothing again before each test. */
  fault: (request: FaultyRequest) => Fault
  /** The bucket itself, past the proxy. */
  readonly store: TestBucket['store']
  /** The resource, which leads through the proxy. */
  readonly value: object
}

/** Links a new bucket of a server to the endpoint as "bucket", through a proxy that can fail, for the tests of this block. */
export function useFaultyBucket(server: TestServer, endpoint: () => S3Endpoint): FaultyBucket {
  let opened: { bucket: TestBucket; proxy: Awaited<ReturnType<typeof faultyProxy>> } | undefined
  const open = () => {
    if (!opened) throw new Error('It is there within tests.')
    return opened
  }
  const faulty: FaultyBucket = {
    fault: () => null,
    get store() {
      return open().bucket.store
    },
    get value() {
      return { ...open().bucket.settings, endPoint: open().proxy.endpoint }
    },
  }
  beforeAll(async () => {
    const bucket = await openTestBucket(server)
    opened = { bucket, proxy: await faultyProxy(server.endpoint, (request) => faulty.fault(request)) }
    await linkResource(endpoint(), { name: 'bucket', resourceType: 's3', value: faulty.value })
  })
  beforeEach(() => {
    faulty.fault = () => null
  })
  afterAll(async () => {
    await open().bucket.close()
    await open().proxy.close()
  })
  return faulty
}

/** Whether a request is for one key, by this method. */
export function isOf(request: FaultyRequest, method: string, key: string): boolean {
  return request.method === method && request.path.endsWith(`/${key}`)
}
