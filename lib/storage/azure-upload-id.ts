import * as z from 'zod'
import type { WriteOptions } from './object-store'

const attributesSchema = z.strictObject({
  contentType: z.string().optional(),
  contentDisposition: z.string().optional(),
  contentEncoding: z.string().optional(),
  cacheControl: z.string().optional(),
  metadata: z.record(z.string(), z.string()).optional(),
})

/** The id of an upload: its name and what the object shall be like. */
export function writeUploadId(upload: string, attributes: WriteOptions): string {
  const { contentType, contentDisposition, contentEncoding, cacheControl, metadata } = attributes
  const kept = { contentType, contentDisposition, contentEncoding, cacheControl, metadata }
  return `${upload}.${Buffer.from(JSON.stringify(kept)).toString('base64url')}`
}

/** What such an id holds; null when it is none. */
export function readUploadId(id: string) {
  const [, upload, encoded] = /^([\w-]{22})\.([\w-]+)$/.exec(id) ?? []
  if (!upload || !encoded) return null
  const attributes = attributesSchema.safeParse(parseJson(Buffer.from(encoded, 'base64url').toString()))
  return attributes.success ? { upload, attributes: attributes.data } : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
