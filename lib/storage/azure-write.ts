import { addAbortSignal, Readable } from 'node:stream'
import { AppError } from '@/lib/errors'
import { blockId, newSending, newUpload } from './azure-blocks'
import type { AzureContainer } from './azure-client'
import { describeAzureFailure } from './azure-errors'
import { describeBlob } from './azure-translation'
import { ObjectChanged, ObjectExists, WrongSize } from './errors'
import type { ObjectWrite, WriteOptions, WriteResult } from './object-store'
import { partBuffers } from './part-buffers'
import { type PartReader, partReader } from './part-reader'
import { runBounded } from './s3-multipart'
import { toEtag } from './s3-translation'

const MIB = 1024 ** 2
const SINGLE_PUT_BYTES = 16 * MIB
/** Blocks of a body whose size nobody announced: 50,000 of them hold 390 GiB. */
const SMALLEST_BLOCK_BYTES = 8 * MIB
/** Larger blocks are sent as streams, one at a time, instead of from memory. */
const LARGEST_BUFFERED_BLOCK_BYTES = 16 * MIB
const PARALLEL_BLOCKS = 4
const MAX_BLOCKS = 50_000

interface Upload {
  key: string
  options: WriteOptions
  reader: PartReader
  blockBytes: number
  /** Ends the reading of the body. */
  stop(): void
}

/** Stores a body: what fits into one request by one, the rest block by block with flat memory. */
export async function writeBlob(container: AzureContainer, { key, body, options }: ObjectWrite): Promise<WriteResult> {
  const source = body instanceof Readable && options.signal ? addAbortSignal(options.signal, body) : body
  const stop = () => void (body instanceof Readable && body.destroy())
  const upload: Upload = { key, options, reader: partReader(source), blockBytes: blockSize(options.size), stop }
  try {
    options.signal?.throwIfAborted()
    return await send(container, upload)
  } catch (error) {
    stop()
    throw lostCondition(error, { ...options, key })
  }
}

/** The condition of a write that must not replace just anything. */
export function writeConditions({ overwrite, ifMatch }: Condition): { ifNoneMatch?: '*'; ifMatch?: string } {
  if (overwrite === false) return { ifNoneMatch: '*' }
  return ifMatch === undefined ? {} : { ifMatch: `"${ifMatch}"` }
}

type Condition = Pick<WriteOptions, 'overwrite' | 'ifMatch'>

/** `ObjectExists` or `ObjectChanged` for what Azure says when the condition did not hold; every other error as it is. */
export function lostCondition(error: unknown, { key, overwrite, ifMatch }: Condition & { key: string }): unknown {
  const failure = describeAzureFailure(error)
  const isLost = failure?.code === 'BlobAlreadyExists' || (failure?.status === 412 && failure.code !== 'LeaseIdMissing')
  if (overwrite === false && isLost) return new ObjectExists(key, { cause: error })
  const isGone = failure?.code === 'BlobNotFound'
  return ifMatch !== undefined && (isLost || isGone) ? new ObjectChanged(key, { cause: error }) : error
}

async function send(container: AzureContainer, upload: Upload): Promise<WriteResult> {
  const { options, reader, key } = upload
  const { size = upload.blockBytes } = options
  if (size > SINGLE_PUT_BYTES) return sendBlocks(container, upload)
  const first = await reader.take(size)
  if (await reader.ended()) {
    if (options.size !== undefined && first.length !== options.size) throw new WrongSize(key, options.size)
    return sendWhole(container, upload, first)
  }
  if (options.size !== undefined) throw new WrongSize(key, options.size)
  reader.unread(first)
  return sendBlocks(container, upload)
}

async function sendWhole({ client }: AzureContainer, { key, options }: Upload, body: Buffer): Promise<WriteResult> {
  const conditions = writeConditions(options)
  const asked = { ...describeBlob(options), conditions, abortSignal: options.signal }
  const answer = await client.getBlockBlobClient(key).upload(body, body.length, asked)
  return { etag: toEtag(answer.etag), size: body.length }
}

async function sendBlocks(container: AzureContainer, upload: Upload): Promise<WriteResult> {
  const { key, options, blockBytes, stop } = upload
  const failed = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal
  const limit = blockBytes > LARGEST_BUFFERED_BLOCK_BYTES ? 1 : PARALLEL_BLOCKS
  const name = newUpload()
  let size = 0
  const fail = () => {
    stop()
    failed.abort()
  }
  const ids = await runBounded(blocksOf(upload), limit, async (block) => {
    size += block.length
    const id = blockId({ upload: name, number: block.number, sending: newSending(0) })
    await stage(container, { ...block, key, id, signal }).catch((error) => {
      fail()
      throw block.body instanceof Readable ? (block.body.errored ?? error) : error
    })
    if (Buffer.isBuffer(block.body)) partBuffers(blockBytes).release(Buffer.from(block.body.buffer))
    return id
  })
  // Blocks that nobody commits are no object, and Azure drops them after a week.
  const asked = { ...describeBlob(options), conditions: writeConditions(options), abortSignal: options.signal }
  const answer = await container.client.getBlockBlobClient(key).commitBlockList(ids, asked)
  return { etag: toEtag(answer.etag), size }
}

interface BlockBody {
  number: number
  body: Buffer | Readable
  length: number
}

type Staging = BlockBody & { key: string; id: string; signal: AbortSignal }

/** Stores one block. A body that is a stream is sent once; its failure ends the request. */
export async function stage(container: AzureContainer, { key, id, body, length, signal }: Staging): Promise<void> {
  if (Buffer.isBuffer(body)) {
    await container.client.getBlockBlobClient(key).stageBlock(id, body, length, { abortSignal: signal })
    return
  }
  const broken = new AbortController()
  // The request would wait for ever for the rest of a body that broke off.
  body.once('error', () => broken.abort())
  const abortSignal = AbortSignal.any([signal, broken.signal])
  await container.once.getBlockBlobClient(key).stageBlock(id, () => body, length, { abortSignal })
}

async function* blocksOf({ key, options: { size }, reader, blockBytes }: Upload): AsyncGenerator<BlockBody> {
  for (let number = 1, sent = 0; ; number++) {
    const length = size === undefined ? blockBytes : Math.min(blockBytes, size - sent)
    if (await reader.ended()) {
      if (size !== undefined && sent !== size) throw new WrongSize(key, size)
      return
    }
    if (size !== undefined && length === 0) throw new WrongSize(key, size)
    if (number > MAX_BLOCKS)
      throw new AppError('invalid', 'An upload whose size is not announced can hold 390 GiB at most.')
    const body =
      length > LARGEST_BUFFERED_BLOCK_BYTES
        ? reader.stream(length)
        : await reader.fill(partBuffers(blockBytes).lease(), length)
    const held = body instanceof Readable ? length : body.length
    yield { number, body, length: held }
    sent += held
  }
}

/** Bytes per block: so many that a body of known size fits into 50,000. */
function blockSize(size: number | undefined): number {
  if (size === undefined) return SMALLEST_BLOCK_BYTES
  return Math.max(SMALLEST_BLOCK_BYTES, Math.ceil(size / MAX_BLOCKS / MIB) * MIB)
}
