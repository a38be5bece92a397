import { Readable } from 'node:stream'
import { type Block, blockId, newSending, newUpload, readBlockId } from './azure-blocks'
import type { AzureContainer } from './azure-client'
import { describeAzureFailure } from './azure-errors'
import { describeBlob } from './azure-translation'
import { readUploadId, writeUploadId } from './azure-upload-id'
import { lostCondition, stage, writeConditions } from './azure-write'
import { counting } from './counted-body'
import { UploadNotFound, WrongSize } from './errors'
import {
  chooseParts,
  type PartWrite,
  type StoredPart,
  type UploadAttributes,
  type UploadCompletion,
  type UploadPlace,
} from './multipart'
import type { WriteResult } from './object-store'
import { toEtag } from './s3-translation'

// Azure knows blocks but no uploads. One block more, with the number 0, says by its length whether an upload is open.
const OPEN = Buffer.from('o')
const GIVEN_UP = Buffer.from('--')

type WithSignal = { signal?: AbortSignal }

/** Begins an upload: its attributes travel in its id, since Azure takes them at the end only. */
export async function createUpload(container: AzureContainer, key: string, options: UploadAttributes): Promise<string> {
  const { signal, overwrite: _, ...attributes } = options
  const upload = newUpload()
  await container.client.getBlockBlobClient(key).stageBlock(markOf(upload), OPEN, OPEN.length, { abortSignal: signal })
  return writeUploadId(upload, attributes)
}

/** Passes a part on as it comes. It is sent once: only its sender has its bytes again. */
export async function writePart(container: AzureContainer, part: PartWrite): Promise<StoredPart> {
  const { key, number, body, size, signal } = part
  const failed = new AbortController()
  const counted = body instanceof Readable ? counting(body, part, failed) : Buffer.from(body)
  if (Buffer.isBuffer(counted) && counted.length !== size) throw new WrongSize(key, size)
  const { upload } = await openUpload(container, part, { signal })
  const sending = newSending()
  const both = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal
  const block = { key, number, id: blockId({ upload, number, sending }), body: counted, length: size, signal: both }
  await stage(container, block).catch((error) => {
    throw counted instanceof Readable ? (counted.destroy().errored ?? error) : error
  })
  return { number, etag: sending, size }
}

/** The last sending of each part, by number. */
export async function listParts(
  container: AzureContainer,
  place: UploadPlace,
  { signal }: WithSignal = {},
): Promise<StoredPart[]> {
  const { blocks } = await openUpload(container, place, { signal })
  const last = new Map<number, StoredPart>()
  for (const { number, sending, size } of blocks) {
    const known = last.get(number)
    if (number > 0 && (!known || known.etag < sending)) last.set(number, { number, etag: sending, size })
  }
  return [...last.values()].sort((a, b) => a.number - b.number)
}

/** Makes the blob of the parts; what else was sent for it, Azure forgets. */
export async function completeUpload(container: AzureContainer, completion: UploadCompletion): Promise<WriteResult> {
  const { key, id, overwrite, signal } = completion
  const known = readUploadId(id)
  const parts = chooseParts(await listParts(container, completion, { signal }), completion.parts)
  if (!known) throw new UploadNotFound(key)
  const ids = parts.map(({ number, etag }) => blockId({ upload: known.upload, number, sending: etag }))
  const asked = { ...describeBlob(known.attributes), conditions: writeConditions({ overwrite }), abortSignal: signal }
  try {
    const answer = await container.client.getBlockBlobClient(key).commitBlockList(ids, asked)
    return { etag: toEtag(answer.etag), size: parts.reduce((sum, { size }) => sum + size, 0) }
  } catch (error) {
    throw lostCondition(error, { key, overwrite })
  }
}

/** Gives the upload up. Azure cannot drop single blocks, so theirs are replaced by blocks of one byte. */
export async function abortUpload(container: AzureContainer, place: UploadPlace): Promise<void> {
  const { upload, blocks } = await openUpload(container, place)
  const client = container.client.getBlockBlobClient(place.key)
  await client.stageBlock(markOf(upload), GIVEN_UP, GIVEN_UP.length)
  for (const block of blocks) if (block.number > 0) await client.stageBlock(blockId(block), OPEN, OPEN.length)
}

type SizedBlock = Block & { size: number }

async function openUpload(container: AzureContainer, { key, id }: UploadPlace, { signal }: WithSignal = {}) {
  const known = readUploadId(id)
  if (!known) throw new UploadNotFound(key)
  const client = container.client.getBlockBlobClient(key)
  const list = await client.getBlockList('uncommitted', { abortSignal: signal }).catch((error) => {
    const failure = describeAzureFailure(error)
    if (failure?.status === 404 && failure.code !== 'ContainerNotFound') throw new UploadNotFound(key, { cause: error })
    throw error
  })
  const blocks: SizedBlock[] = []
  for (const { name, size } of list.uncommittedBlocks ?? []) {
    const block = readBlockId(name)
    if (block?.upload === known.upload) blocks.push({ ...block, size })
  }
  const mark = blocks.find(({ number }) => number === 0)
  if (mark?.size !== OPEN.length) throw new UploadNotFound(key)
  return { upload: known.upload, blocks }
}

function markOf(upload: string): string {
  return blockId({ upload, number: 0, sending: '0'.repeat(20) })
}
