import { createHash } from 'node:crypto'
import type { GcsBucket } from './gcs-client'
import { gcsHost } from './gcs-settings'
import type { StorePlace } from './object-store'

/** Where the objects of a bucket lie: for Google as S3 tells it that reaches the same bucket. */
export function gcsPlace({ settings, endpoint }: GcsBucket): StorePlace {
  const { host, port } = gcsHost(endpoint)
  const account = createHash('sha256')
    .update(settings.serviceAccountKey?.client_email ?? '')
    .digest('base64')
  const path = endpoint.pathname.replace(/\/+$/, '')
  return { server: `${host}:${port}${path}`, container: settings.bucket.trim(), account }
}
