import 'server-only'
import type { Readable } from 'node:stream'
import { parseByteRange } from '@/lib/http/byte-range'
import { checkPartNumber, type StoredPart } from '@/lib/storage/multipart'
import type { ByteRange } from '@/lib/storage/object-store'
import { resolveRange } from '@/lib/storage/range'
import { countBuffered } from './buffered-bytes'
import { copyResult } from './copy-object'
import { type CopySource, openCopySource, recordSourceRead } from './copy-source'
import { quotedEtag } from './headers-of-object'
import { headerOf } from './object-attributes'
import { receiveBody, sizeOfBody } from './receive-body'
import type { BucketCall, S3Answer } from './s3-call'
import { S3Failure } from './s3-failure'
import { uploadsOf } from './uploads-of'
import { s3Document } from './xml'

/** UploadPart: a part counts once everything that was said of its bytes was found true. */
export async function uploadPart(call: BucketCall): Promise<S3Answer> {
  const { uploads, place, store } = uploadsOf(call)
  const number = partNumberOf(call)
  const size = sizeOfBody(call)
  if (size === undefined) throw new S3Failure('MissingContentLength', 'Say how many bytes the part has.')
  return countBuffered(call, { store, size, passes: true }, async () => {
    const { body } = receiveBody(call)
    const part = { ...place, number, body: body.stream, size, signal: call.signal }
    const { etag } = await uploads.part(part).catch((error) => {
      throw body.failure() ?? error
    })
    return { status: 200, headers: { ...quotedEtag(etag), ...body.headers() } }
  })
}

/** UploadPartCopy: a part out of an object, or a range of one. */
export async function uploadPartCopy(call: BucketCall): Promise<S3Answer> {
  const { uploads, place, store } = uploadsOf(call)
  const number = partNumberOf(call)
  const source = await openCopySource(call)
  const range = sourceRange(call, source.info.size)
  return countBuffered(call, { store, size: source.info.size, passes: true }, async () => {
    const { etag } = await copyPart(call, {
      source,
      range,
      write: (body, size) => uploads.part({ ...place, number, body, size, signal: call.signal }),
    })
    return { status: 200, xml: s3Document('CopyPartResult', copyResult({ etag, lastModified: new Date() })) }
  })
}

type PartCopy = {
  source: CopySource
  range: ByteRange | undefined
  write(body: Readable, size: number): Promise<StoredPart>
}

async function copyPart({ signal }: BucketCall, { source, range, write }: PartCopy): Promise<StoredPart> {
  const ifMatch = source.info.etag ?? undefined
  const { body, start, end } = await source.reader.read(source.key, { range, ifMatch, signal })
  try {
    await recordSourceRead(source, { range, start, end })
    return await write(body, end - start)
  } finally {
    // A part that is refused is not read.
    body.destroy()
  }
}

function partNumberOf({ target }: BucketCall): number {
  const text = target.query.get('partNumber') ?? ''
  return checkPartNumber(/^\d{1,5}$/.test(text) ? Number(text) : Number.NaN)
}

/** Unlike a range of a download it must lie within the source. */
function sourceRange(call: BucketCall, size: number) {
  const header = headerOf(call, 'x-amz-copy-source-range')
  if (header === undefined) return undefined
  const range = parseByteRange(header)
  if (!range || !('end' in range) || range.end === undefined || range.end > size)
    throw new S3Failure('InvalidArgument', 'x-amz-copy-source-range must be bytes=first-last, within the source.')
  return resolveRange(call.target.key, range, size)
}
