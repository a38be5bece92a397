import { requestJson } from './request.ts'
import { type S3Object, type S3Options, targetQuery } from './s3-object.ts'

/** What is known of a file beside its content. */
export interface S3FileInfo {
  /** Bytes. */
  size: number
  lastModified: Date
  contentType: string | null
  /** Changes with the content. */
  etag: string | null
  versionId: string | null
  contentDisposition: string | null
  /** User metadata. */
  metadata: Record<string, string>
}

interface Answer {
  mime_type: string | null
  size_in_bytes: number
  last_modified: string
  etag?: string | null
  version_id?: string | null
  content_disposition?: string | null
  metadata?: Record<string, string>
}

/** Size, date and type of a file. Throws `GranaryError` with code `not_found` when there is none. */
export async function headS3File(object: S3Object, options: S3Options = {}): Promise<S3FileInfo> {
  const answer = await requestJson<Answer>(options, {
    path: 'job_helpers/load_file_metadata',
    query: targetQuery(object, options),
  })
  return {
    size: answer.size_in_bytes,
    lastModified: new Date(answer.last_modified),
    contentType: answer.mime_type,
    etag: answer.etag ?? null,
    versionId: answer.version_id ?? null,
    contentDisposition: answer.content_disposition ?? null,
    metadata: answer.metadata ?? {},
  }
}
