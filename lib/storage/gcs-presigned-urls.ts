import type { GcsBucket } from './gcs-client'
import { checkGcsKey } from './gcs-keys'
import { presignGcs } from './gcs-presign'
import { gcsPartKey } from './gcs-uploads'
import { checkPartNumber } from './multipart'
import type { PresignedUrls } from './object-store'

/** URLs for a browser, signed with the key of the service account; undefined where this machine's own identity is used, which has none. */
export function gcsPresignedUrls(bucket: GcsBucket): PresignedUrls | undefined {
  if (!bucket.settings.serviceAccountKey) return undefined
  return {
    origin: bucket.endpoint.origin,
    // A part is an object of its own that no listing shows, so that is all that the URL can write.
    part: async ({ id, number, size }, expiresSeconds) => {
      const key = gcsPartKey(id, checkPartNumber(number))
      return presignGcs(bucket, { method: 'PUT', key, expiresSeconds, headers: gcsPartHeaders(size) })
    },
    partHeaders: gcsPartHeaders,
    download: async (key, disposition, expiresSeconds) => {
      const query = {
        'response-content-type': 'application/octet-stream',
        'response-content-disposition': disposition,
      }
      return presignGcs(bucket, { method: 'GET', key: checkGcsKey(key), expiresSeconds, query })
    },
  }
}

/** Google refuses a body of any other length than the signed header says. */
const gcsPartHeaders = (size: number) => ({ 'x-goog-content-length-range': `${size},${size}` })
