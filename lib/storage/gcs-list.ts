import { StaleCursor } from './errors'
import { type GcsBucket, objectPath } from './gcs-client'
import { UPLOADS_FOLDER } from './gcs-keys'
import { type GcsObject, LISTED_FIELDS, toGcsSummary } from './gcs-translation'
import { compareKeys } from './keys'
import type { ListOptions, ListPage, ObjectSummary } from './object-store'

const CURSOR_MARK = 'gs.'
const DEFAULT_LIMIT = 1000

interface Answer {
  items?: GcsObject[]
  prefixes?: string[]
  nextPageToken?: string
}

type Entry = { key: string; object: ObjectSummary | null }

/** One page of the bucket's keys. It goes on after the last key that was given, whatever the server's pages were. */
export async function listGcs(bucket: GcsBucket, options: ListOptions): Promise<ListPage> {
  const { limit = DEFAULT_LIMIT, startAfter, cursor } = options
  const startOffset = cursor === undefined ? startAfter && justAfter(startAfter) : placeIn(cursor)
  let pageToken: string | undefined
  for (;;) {
    const answer = await fetchPage(bucket, options, { startOffset: startOffset || undefined, pageToken, limit })
    const entries = entriesOf(answer, limit)
    const taken = entries.slice(0, limit)
    const shown = taken.filter(({ key }) => !key.startsWith(UPLOADS_FOLDER))
    const last = taken.at(-1)
    const more = taken.length < entries.length || answer.nextPageToken !== undefined
    if (shown.length > 0 || !more) return toPage(shown, more && last ? last : null)
    pageToken = answer.nextPageToken
  }
}

async function fetchPage(
  bucket: GcsBucket,
  { prefix, delimiter, signal }: ListOptions,
  { startOffset, pageToken, limit }: { startOffset?: string; pageToken?: string; limit: number },
): Promise<Answer> {
  const asked = {
    prefix: prefix || undefined,
    delimiter,
    startOffset,
    pageToken,
    maxResults: limit,
    fields: LISTED_FIELDS,
  }
  const params = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
  return (await bucket.request<Answer>({ path: objectPath(bucket), params, signal })).data
}

function entriesOf({ items = [], prefixes = [], nextPageToken }: Answer, limit: number): Entry[] {
  const objects = items.map((object): Entry => ({ key: object.name, object: toGcsSummary(object) }))
  const entries = [...objects, ...prefixes.map((key): Entry => ({ key, object: null }))]
  entries.sort((a, b) => compareKeys(a.key, b.key))
  const last = objects.at(-1)
  // A server that counts objects alone tells of folders beyond the objects that it left out.
  if (!nextPageToken || !last || entries.length <= limit) return entries
  return entries.filter(({ key }) => compareKeys(key, last.key) <= 0)
}

function toPage(entries: Entry[], last: Entry | null): ListPage {
  const next = last && (last.object ? justAfter(last.key) : afterFolder(last.key))
  return {
    objects: entries.flatMap(({ object }) => object ?? []),
    prefixes: entries.filter(({ object }) => object === null).map(({ key }) => key),
    cursor: next && `${CURSOR_MARK}${Buffer.from(next).toString('base64url')}`,
  }
}

// No key holds a NUL, so nothing lies between.
function justAfter(key: string): string {
  return `${key}\u0001`
}

// 0 follows the slash.
function afterFolder(prefix: string): string {
  return `${prefix.slice(0, -1)}0`
}

function placeIn(cursor: string): string {
  const place = cursor.startsWith(CURSOR_MARK)
    ? Buffer.from(cursor.slice(CURSOR_MARK.length), 'base64url').toString()
    : ''
  if (place) return place
  throw new StaleCursor()
}
