import { GranaryError } from './granary-error.ts'
import { requestJson } from './request.ts'
import type { S3ObjectRecord, S3Options } from './s3-object.ts'

export interface ListOptions extends S3Options {
  /** Only keys that start with this. */
  prefix?: string
  /** Name of a secondary storage. */
  storage?: string
  /** Only keys after this one, in the order of their UTF-8 bytes. */
  after?: string
  /** Files asked for at once, 1 to 1000. */
  pageSize?: number
}

interface Page {
  windmill_large_files: { s3: string }[]
  next_marker?: string | null
  restricted_access?: boolean | null
}

/** Every file under a prefix, in order of keys. Pages are asked for as they are needed. Throws when the storage may not be browsed. */
export async function* listS3Files(options: ListOptions = {}): AsyncGenerator<S3ObjectRecord> {
  const { prefix, storage, s3ResourcePath, pageSize = 1000 } = options
  const path = 'job_helpers/list_stored_files'
  let marker = options.after
  do {
    const query = { max_keys: pageSize, prefix, marker, storage, s3_resource_path: s3ResourcePath }
    const page = await requestJson<Page>(options, { path, query })
    if (page.restricted_access !== false)
      throw new GranaryError('You may not browse this storage.', { status: 403, url: path })
    for (const { s3 } of page.windmill_large_files) yield { s3, ...(storage && { storage }) }
    marker = followingMarker(page, pageSize)
  } while (marker !== undefined)
}

/** A server that names no marker means: after the last key, if the page was full. */
function followingMarker({ next_marker, windmill_large_files: files }: Page, pageSize: number): string | undefined {
  if (next_marker) return next_marker
  return files.length < pageSize ? undefined : files.at(-1)?.s3
}
