import { checkKey } from './keys'
import { checkPartNumber } from './multipart'
import type { PresignedUrls } from './object-store'
import type { S3Bucket } from './s3-bucket'
import { presignS3, s3Origin } from './s3-presign'
import { readUploadId } from './s3-upload-id'

/** URLs for a browser, signed with the credentials of the bucket. */
export function presignedUrls(bucket: S3Bucket): PresignedUrls {
  return {
    origin: s3Origin(bucket),
    part: ({ key, id, number, size }, expiresSeconds) => {
      const query = { partNumber: String(checkPartNumber(number)), uploadId: readUploadId(id).id }
      // Browsers send the length of a body by themselves, and any other one is refused.
      const headers = { 'content-length': String(size) }
      return presignS3(bucket, { method: 'PUT', key: checkKey(key), expiresSeconds, query, headers })
    },
    download: (key, disposition, expiresSeconds) => {
      const query = {
        'response-content-type': 'application/octet-stream',
        'response-content-disposition': disposition,
        'response-cache-control': 'no-store',
      }
      return presignS3(bucket, { method: 'GET', key: checkKey(key), expiresSeconds, query })
    },
  }
}
