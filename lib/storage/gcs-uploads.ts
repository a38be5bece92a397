import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { counting } from './counted-body'
import { UploadNotFound, WrongSize } from './errors'
import { requireSent, SentChecksum } from './gcs-checksum'
import { type GcsBucket, objectPath, uploadPath } from './gcs-client'
import { compose } from './gcs-compose'
import { UPLOADS_FOLDER } from './gcs-keys'
import { headGcs } from './gcs-read'
import { removeGcs } from './gcs-remove'
import type { GcsObject } from './gcs-translation'
import { lostGeneration, writeGcs } from './gcs-write'
import {
  chooseParts,
  type PartWrite,
  type StoredPart,
  type UploadAttributes,
  type UploadCompletion,
  type UploadPlace,
} from './multipart'
import type { WriteOptions, WriteResult } from './object-store'

type WithSignal = { signal?: AbortSignal }

const UPLOAD_ID = /^[0-9a-f]{32}$/

// An upload is a folder of objects that no listing shows: one that describes it, one for each part.
const folderOf = (id: string) => `${UPLOADS_FOLDER}${id}/`
const markOf = (id: string) => `${folderOf(id)}upload`
const partOf = (id: string, number: number) => `${folderOf(id)}${String(number).padStart(5, '0')}`

/** The upload that a hidden object belongs to, and whether it is the one that describes it; null for one of none. */
export function uploadOf(name: string): { id: string; isMark: boolean } | null {
  const id = name.slice(UPLOADS_FOLDER.length).split('/')[0] ?? ''
  return UPLOAD_ID.test(id) ? { id, isMark: name === markOf(id) } : null
}

/** The object that a part of an upload is. Throws `UploadNotFound` for what is no id of one. */
export function gcsPartKey(id: string, number: number): string {
  if (!UPLOAD_ID.test(id)) throw new UploadNotFound(id)
  return partOf(id, number)
}

/** Begins an upload: keeps what the object shall be like. */
export async function createGcsUpload(bucket: GcsBucket, key: string, options: UploadAttributes): Promise<string> {
  const { signal, overwrite: _, metadata, ...headers } = options
  const id = randomBytes(16).toString('hex')
  const mark = { granary_key: key, granary_metadata: JSON.stringify(metadata ?? {}) }
  await writeGcs(bucket, { key: markOf(id), body: Buffer.alloc(0), options: { ...headers, metadata: mark, signal } })
  return id
}

/** Passes a part on as it comes. It is sent once: only its sender has its bytes again. */
export async function writeGcsPart(bucket: GcsBucket, part: PartWrite): Promise<StoredPart> {
  const { key, id, number, body, size, signal } = part
  await openUpload(bucket, part, { signal })
  const failed = new AbortController()
  const sent = new SentChecksum()
  const counted = body instanceof Readable ? counting(body, { key, size }, failed) : Buffer.from(body)
  if (Buffer.isBuffer(counted) && counted.length !== size) throw new WrongSize(key, size)
  if (Buffer.isBuffer(counted)) sent.update(counted)
  else counted.on('data', (chunk: Buffer) => sent.update(chunk)).pause()
  const request = {
    ...{ path: uploadPath(bucket), method: 'POST', data: counted },
    params: { uploadType: 'media', name: partOf(id, number) },
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(size) },
    signal: signal ? AbortSignal.any([signal, failed.signal]) : failed.signal,
  }
  const { data } = await bucket.request<GcsObject>(request).catch((error) => {
    throw counted instanceof Readable ? (counted.destroy().errored ?? error) : error
  })
  await requireSent(bucket, data, sent)
  return { number, etag: data.generation ?? '', size }
}

/** The parts that are stored, by number. */
export async function listGcsParts(
  bucket: GcsBucket,
  place: UploadPlace,
  signals: WithSignal = {},
): Promise<StoredPart[]> {
  await openUpload(bucket, place, signals)
  const parts: StoredPart[] = []
  for (const { name, size, generation } of await listGcsFolder(bucket, folderOf(place.id), signals)) {
    const number = /^\d{5}$/.exec(name.slice(folderOf(place.id).length))?.[0]
    if (number) parts.push({ number: Number(number), etag: generation ?? '', size: Number(size ?? 0) })
  }
  return parts
}

/** Makes the object of the parts, on the server, and forgets them. */
export async function completeGcsUpload(bucket: GcsBucket, completion: UploadCompletion): Promise<WriteResult> {
  const { key, id, overwrite, signal } = completion
  const attributes = await openUpload(bucket, completion, { signal })
  const parts = chooseParts(await listGcsParts(bucket, completion, { signal }), completion.parts)
  const sources = parts.map(({ number, etag }) => ({ name: partOf(id, number), generation: etag }))
  const target = { key, options: { ...attributes, overwrite, signal }, scratch: `${folderOf(id)}joined-` }
  const made = await compose(bucket, sources, target).catch((error) => {
    throw lostGeneration(error, { key, overwrite })
  })
  await forget(bucket, id).catch(() => undefined)
  return { etag: made.generation ?? null, size: parts.reduce((sum, { size }) => sum + size, 0) }
}

/** Gives the upload up and frees what its parts take. */
export async function abortGcsUpload(bucket: GcsBucket, place: UploadPlace): Promise<void> {
  await openUpload(bucket, place)
  await forget(bucket, place.id)
}

async function openUpload(
  bucket: GcsBucket,
  { key, id }: UploadPlace,
  { signal }: WithSignal = {},
): Promise<WriteOptions> {
  const mark = UPLOAD_ID.test(id) ? await headGcs(bucket, markOf(id), { signal }) : null
  if (mark?.metadata?.granary_key !== key) throw new UploadNotFound(key)
  const { contentType, contentDisposition, contentEncoding, cacheControl } = mark
  const metadata: Record<string, string> = JSON.parse(mark.metadata.granary_metadata ?? '{}')
  return { contentType, contentDisposition, contentEncoding, cacheControl, metadata }
}

async function forget(bucket: GcsBucket, id: string): Promise<void> {
  const left = await listGcsFolder(bucket, folderOf(id))
  // The mark first: without it the upload is no more.
  await removeGcs(bucket, [markOf(id)])
  for (let i = 0; i < left.length; i += 1000)
    await removeGcs(
      bucket,
      left.slice(i, i + 1000).map(({ name }) => name),
    )
}

/** Every object below a prefix, the hidden ones too. */
export async function listGcsFolder(
  bucket: GcsBucket,
  prefix: string,
  { signal }: WithSignal = {},
): Promise<GcsObject[]> {
  const found: GcsObject[] = []
  let pageToken: string | undefined
  do {
    const params = { prefix, maxResults: 1000, ...(pageToken && { pageToken }) }
    const { data } = await bucket.request<{ items?: GcsObject[]; nextPageToken?: string }>({
      ...{ path: objectPath(bucket), params, signal },
    })
    found.push(...(data.items ?? []))
    pageToken = data.nextPageToken
  } while (pageToken)
  return found
}
