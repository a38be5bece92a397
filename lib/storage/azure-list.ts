import type { BlobItem, ContainerListBlobHierarchySegmentResponse } from '@azure/storage-blob'
import type { AzureContainer } from './azure-client'
import { describeAzureFailure, notAzure } from './azure-errors'
import { isFolder } from './azure-translation'
import { isTooLong } from './bounded-answer'
import { StaleCursor } from './errors'
import { compareKeys } from './keys'
import type { ListOptions, ListPage, ObjectSummary } from './object-store'
import { toEtag } from './s3-translation'

const CURSOR_MARK = 'az.'
const DEFAULT_LIMIT = 1000

/** Where a listing goes on: at a page of the server and, in that page, after a key. */
interface Place {
  token?: string
  after?: string
  /** `after` is a key that the caller named: a folder that it lies in may hold more. */
  named?: boolean
}

type Entry = { key: string; object: ObjectSummary | null }

/** One page of the container's keys. Azure begins a listing at its own pages alone, so what is before `startAfter` is passed over. */
export async function listBlobs(container: AzureContainer, options: ListOptions): Promise<ListPage> {
  const { limit = DEFAULT_LIMIT, startAfter, cursor } = options
  const place: Place = cursor === undefined ? { after: startAfter || undefined, named: true } : placeIn(cursor)
  const { after } = place
  let { token } = place
  for (;;) {
    const page = await fetchPage(container, options, {
      token,
      size: after === undefined ? limit : container.largestPage,
    })
    const entries = after === undefined ? page.entries : await beyond(container, page.entries, { ...place, after })
    const taken = entries.slice(0, limit)
    const last = taken.at(-1)
    if (last && taken.length < entries.length) return toPage(taken, { token, after: last.key })
    if (taken.length > 0 || !page.next) return toPage(taken, page.next ? { token: page.next } : null)
    token = page.next
  }
}

type Fetched = { token?: string; size: number }

/** A page of keys whose metadata make it too long is asked for again in a smaller one. */
async function fetchPage(container: AzureContainer, options: ListOptions, at: Fetched): ReturnType<typeof fetchKeys> {
  try {
    return await fetchKeys(container, options, at)
  } catch (error) {
    if (!isTooLong(error) || at.size === 1) throw error
    return fetchPage(container, options, { ...at, size: Math.ceil(at.size / 4) })
  }
}

async function fetchKeys(container: AzureContainer, options: ListOptions, at: Fetched) {
  const { client } = container
  const { prefix, delimiter, signal: abortSignal } = options
  const settings = { maxPageSize: at.size, continuationToken: at.token }
  // Metadata tells folders from files where the account has a hierarchical namespace.
  const asked = { prefix: prefix || undefined, includeMetadata: true, abortSignal }
  const pages = delimiter
    ? client.listBlobsByHierarchy(delimiter, asked).byPage(settings)
    : client.listBlobsFlat(asked).byPage(settings)
  const { value } = await pages.next().catch((cause) => {
    if (at.token !== undefined && isUnknownToken(cause)) throw new StaleCursor({ cause })
    throw cause instanceof TypeError ? notAzure({ cause }) : cause
  })
  const segment: Partial<ContainerListBlobHierarchySegmentResponse['segment']> = value?.segment ?? {}
  const blobs = (segment.blobItems ?? []).filter(({ metadata }) => !isFolder(metadata))
  const entries: Entry[] = [
    ...blobs.map((blob) => ({ key: blob.name, object: toSummary(blob) })),
    ...(segment.blobPrefixes ?? []).map(({ name }) => ({ key: name, object: null })),
  ]
  return { entries: entries.sort((a, b) => compareKeys(a.key, b.key)), next: value?.continuationToken || undefined }
}

// Azure's words for a value of a parameter that it does not know ("Common REST API error codes").
function isUnknownToken(error: unknown): boolean {
  const failure = describeAzureFailure(error)
  return (
    failure?.status === 400 &&
    ['OutOfRangeInput', 'OutOfRangeQueryParameterValue', 'InvalidQueryParameterValue', 'InvalidInput'].includes(
      failure.code,
    )
  )
}

async function beyond(container: AzureContainer, entries: Entry[], { after, named }: Place & { after: string }) {
  const found: Entry[] = []
  for (const entry of entries) {
    const around = named && entry.object === null && after.startsWith(entry.key)
    const more = around && (await listBlobs(container, { prefix: entry.key, startAfter: after, limit: 1 }))
    if (more ? more.objects.length > 0 : compareKeys(entry.key, after) > 0) found.push(entry)
  }
  return found
}

function toPage(entries: Entry[], next: Place | null): ListPage {
  return {
    objects: entries.flatMap(({ object }) => object ?? []),
    prefixes: entries.filter(({ object }) => object === null).map(({ key }) => key),
    cursor: next && `${CURSOR_MARK}${Buffer.from(JSON.stringify([next.token, next.after])).toString('base64url')}`,
  }
}

function toSummary({ name, properties }: BlobItem): ObjectSummary {
  const { contentLength = 0, lastModified, etag } = properties
  return { key: name, size: contentLength, lastModified, etag: toEtag(etag) }
}

function placeIn(cursor: string): Place {
  try {
    if (!cursor.startsWith(CURSOR_MARK)) throw new Error('another kind of cursor')
    const [token, after] = JSON.parse(Buffer.from(cursor.slice(CURSOR_MARK.length), 'base64url').toString())
    return { token: token ?? undefined, after: after ?? undefined }
  } catch (cause) {
    throw new StaleCursor({ cause })
  }
}
