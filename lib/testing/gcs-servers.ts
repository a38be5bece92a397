import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { openGcs } from '@/lib/storage/gcs'
import { createGcsBucket, type GcsOptions } from '@/lib/storage/gcs-client'
import type { GcsSettings, ServiceAccountKey } from '@/lib/storage/gcs-settings'
import type { ObjectStore } from '@/lib/storage/object-store'
import { LOOPBACK } from './s3-servers'
import type { TestServer } from './servers'

let made: ServiceAccountKey | undefined

/** A key of a service account, made on the spot: the test server asks for none, the store for a real one. */
export function testServiceAccount(): ServiceAccountKey {
  made ??= {
    client_email: 'granary@test.iam.gserviceaccount.com',
    private_key_id: 'test-key',
    private_key: generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }).privateKey,
  }
  return made
}

/** Settings of a bucket on fake-gcs-server. */
export function gcsSettingsOf(server: Pick<TestServer, 'endpoint'>, changes: Partial<GcsSettings> = {}): GcsSettings {
  return { bucket: 'granary', endpoint: server.endpoint, serviceAccountKey: testServiceAccount(), ...changes }
}

type Options = GcsOptions & {
  /** The bucket keeps versions. */
  versioned?: boolean
}

/** A new empty bucket with a store over it. The server forgets it when it stops. */
export async function openTestGcs(server: TestServer, { versioned = false, ...options }: Options = {}) {
  const settings = gcsSettingsOf(server, { bucket: `granary-${randomUUID()}` })
  const bucket = createGcsBucket(settings, LOOPBACK)
  await bucket.request({
    path: '/storage/v1/b',
    method: 'POST',
    data: { name: settings.bucket, versioning: { enabled: versioned } },
  })
  bucket.close()
  const store: ObjectStore = openGcs(settings, { ...LOOPBACK, ...options })
  return { settings, store, close: async () => store.close?.() }
}
