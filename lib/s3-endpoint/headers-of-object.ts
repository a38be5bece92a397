import type { OutgoingHttpHeaders } from 'node:http'
import type { ObjectInfo } from '@/lib/storage/object-store'
import { encodeMetadata } from '@/lib/storage/s3-translation'

/** What GET and HEAD tell of an object beside its length. */
export function headersOfObject(info: ObjectInfo): OutgoingHttpHeaders {
  const { etag, lastModified, contentType, contentDisposition, contentEncoding, cacheControl, storageClass } = info
  return {
    ...quotedEtag(etag),
    'last-modified': lastModified.toUTCString(),
    'accept-ranges': 'bytes',
    'content-type': asHeader(contentType) ?? 'application/octet-stream',
    ...present('content-disposition', contentDisposition),
    ...present('content-encoding', contentEncoding),
    ...present('cache-control', cacheControl),
    ...(storageClass && storageClass !== 'STANDARD' ? present('x-amz-storage-class', storageClass) : {}),
    ...(info.tagCount ? { 'x-amz-tagging-count': info.tagCount } : {}),
    ...metadataHeaders(info.metadata),
  }
}

export function quotedEtag(etag: string | null): { etag?: string } {
  const value = asHeader(etag)
  return value ? { etag: `"${value}"` } : {}
}

function metadataHeaders(metadata: Record<string, string>): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {}
  for (const [name, value] of Object.entries(encodeMetadata(metadata) ?? {}))
    if (/^[\w!#$%&'*+.^`|~-]+$/.test(name)) headers[`x-amz-meta-${name}`] = value
  return headers
}

export function present(name: string, text: string | null | undefined): OutgoingHttpHeaders {
  const value = asHeader(text ?? null)
  return value === null ? {} : { [name]: value }
}

/** A stored text as a header can carry it: UTF-8 as its bytes. Null for what would end the header. */
export function asHeader(text: string | null): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  if (text === null || text === '' || /[\u0000-\u0008\u000a-\u001f\u007f]/.test(text)) return null
  return Buffer.from(text, 'utf8').toString('latin1')
}
