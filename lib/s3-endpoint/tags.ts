import 'server-only'
import type { ObjectStore, ObjectTags, Tags } from '@/lib/storage/object-store'
import type { CopySource } from './copy-source'
import { headerOf } from './object-attributes'
import { readQuery } from './request-target'
import type { S3Call } from './s3-call'
import { notImplemented, S3Failure } from './s3-failure'

// Amazon S3 user guide, "Categorizing your objects using tags".
const MAX_TAGS = 10
const MAX_KEY_CHARACTERS = 128
const MAX_VALUE_CHARACTERS = 256
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u

/** The tags that a write asks for; undefined for none. Throws `NotImplemented` where nothing would keep them. */
export function readTags(call: S3Call, store: ObjectStore): Tags | undefined {
  const header = headerOf(call, 'x-amz-tagging')
  if (header === undefined) return undefined
  requireTagging(store)
  const pairs = readQuery(header.replaceAll('+', ' '))
  if (!pairs) throw new S3Failure('InvalidTag', 'The header x-amz-tagging is not UTF-8, percent-encoded.')
  return checkTags(pairs)
}

/** Throws `InvalidTag` for what S3 does not take as tags together. */
export function checkTags(pairs: readonly (readonly [name: string, value: string])[]): Tags {
  const tags = Object.fromEntries(pairs)
  if (pairs.length > MAX_TAGS) throw new S3Failure('InvalidTag', `An object has at most ${MAX_TAGS} tags.`)
  if (Object.keys(tags).length < pairs.length) throw new S3Failure('InvalidTag', 'Two tags have the same key.')
  for (const [name, value] of pairs)
    if (
      name === '' ||
      ![name, value].every((text) => CHARACTERS.test(text)) ||
      [...name].length > MAX_KEY_CHARACTERS ||
      [...value].length > MAX_VALUE_CHARACTERS
    )
      throw new S3Failure(
        'InvalidTag',
        `A tag has a key of 1 to ${MAX_KEY_CHARACTERS} and a value of up to ${MAX_VALUE_CHARACTERS} letters, digits, spaces and _.:/=+-@.`,
      )
  return tags
}

/** The tags of a store. Throws `NotImplemented` for a kind of storage that has none. */
export function requireTagging({ tags }: ObjectStore): ObjectTags {
  if (!tags) throw notImplemented('Tagging in this kind of storage')
  return tags
}

/** What the tags of a copy are to be instead of those of its source; null to keep those. */
export function replacedTags(call: S3Call, store: ObjectStore): Tags | null {
  const directive = headerOf(call, 'x-amz-tagging-directive') ?? 'COPY'
  if (directive === 'REPLACE') return readTags(call, store) ?? {}
  if (directive !== 'COPY') throw new S3Failure('InvalidArgument', 'x-amz-tagging-directive must be COPY or REPLACE.')
  if (headerOf(call, 'x-amz-tagging') !== undefined)
    throw new S3Failure('InvalidArgument', 'Send x-amz-tagging-directive: REPLACE along with the tags of a copy.')
  return null
}

/** The tags of the source, for a store that makes the copy of bytes. */
export async function carriedTags(
  { store, key, info, version }: CopySource,
  target: ObjectStore,
): Promise<Tags | undefined> {
  if (!info.tagCount || !store.tags) return undefined
  // Tags are asked for of what is there now.
  if (version !== undefined)
    throw notImplemented('A copy of the tags of a version (x-amz-tagging-directive: REPLACE leaves them out)')
  if (!target.tags)
    throw notImplemented('A copy of tags to this kind of storage (x-amz-tagging-directive: REPLACE leaves them out)')
  return store.tags.read(key)
}
