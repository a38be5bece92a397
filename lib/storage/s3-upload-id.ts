import type { Tags } from './object-store'

const TAGGED = /^(.*)\.granary-tags\.([\w-]+)$/s
/** An id travels in the address of each part. */
const MAX_TAGS_CHARACTERS = 4096

/**
 * The id of an upload, with the tags that its object shall have: Ceph before 18 drops those that an upload was begun with, and nothing
 * else knows them at its end. null where they are too long for an id.
 */
export function writeUploadId(id: string, tags: Tags | undefined): string | null {
  if (tags === undefined || Object.keys(tags).length === 0) return id
  const text = Buffer.from(JSON.stringify(tags)).toString('base64url')
  return text.length > MAX_TAGS_CHARACTERS ? null : `${id}.granary-tags.${text}`
}

/** The server's own id, and the tags that came with it. Whoever changes them could have set those tags as well. */
export function readUploadId(text: string): { id: string; tags: Tags } {
  const [, id = text, written] = TAGGED.exec(text) ?? []
  return { id, tags: written === undefined ? {} : parseTags(written) }
}

function parseTags(written: string): Tags {
  try {
    const found: unknown = JSON.parse(Buffer.from(written, 'base64url').toString())
    const entries = Object.entries(found ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    )
    return Object.fromEntries(entries)
  } catch {
    return {}
  }
}
