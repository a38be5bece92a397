import 'server-only'
import { createHash } from 'node:crypto'
import { recordAudit } from '@/lib/audit/record-audit'
import { UploadNotFound } from '@/lib/storage/errors'
import { MAX_PARTS, type MultipartUploads, type PartName, type UploadPlace } from '@/lib/storage/multipart'
import type { ObjectStore, WriteResult } from '@/lib/storage/object-store'
import { countEnded } from '@/lib/uploads/open-uploads'
import { CHECKSUM_HEADER } from './checksums'
import { quotedEtag } from './headers-of-object'
import { headerOf } from './object-attributes'
import { childText, malformed, readXml } from './read-xml'
import { receiveText } from './receive-body'
import type { BucketCall, S3Answer } from './s3-call'
import { notImplemented, S3Failure } from './s3-failure'
import { uploadsOf } from './uploads-of'
import { guardedWrite, readWriteCondition } from './write-conditions'
import { s3Document } from './xml'

// Ten thousand parts, each with a checksum.
const MAX_BYTES = 8 * 1024 * 1024

/** CompleteMultipartUpload. */
export async function completeUpload(call: BucketCall): Promise<S3Answer> {
  const { ctx, storage, target } = call
  const { uploads, store, place, counted } = uploadsOf(call)
  requireNoWholeChecksum(call)
  const { overwrite, match } = readWriteCondition(call)
  const parts = readParts(await receiveText(call, { maxBytes: MAX_BYTES, mustBeCovered: false }))
  await requireSize(call, { uploads, place, parts })
  const { etag, size, before } = await guardedWrite(call, { store, match, overwrite }, async (look) => {
    await look()
    const end = () => uploads.complete({ ...place, parts, overwrite })
    return { ...(await countEnded(ctx, counted, end)), before: false }
  }).catch((error) => alreadyComplete(error, { store, key: target.key, parts }))
  const parameters = { parts: parts.length, size }
  // Who asks again changes nothing.
  const act = { operation: 'objects.upload', action: 'create', resource: target.key, storage, parameters } as const
  if (!before) await recordAudit(ctx, act)
  const { bucket, key } = target
  const result = { Bucket: bucket, Key: key, ...(etag && { ETag: quotedEtag(etag).etag }) }
  return { status: 200, xml: s3Document('CompleteMultipartUploadResult', result) }
}

type Sized = { uploads: MultipartUploads; place: UploadPlace; parts: readonly PartName[] }

/** The size that the whole has to have, where the client says it. */
async function requireSize(call: BucketCall, { uploads, place, parts }: Sized): Promise<void> {
  const announced = headerOf(call, 'x-amz-mp-object-size')
  if (announced === undefined) return
  const named = new Set(parts.map(({ number }) => number))
  const stored = (await uploads.parts(place, { signal: call.signal })).filter(({ number }) => named.has(number))
  const size = stored.reduce((sum, part) => sum + part.size, 0)
  if (String(size) !== announced)
    throw new S3Failure(
      'InvalidRequest',
      `The parts have ${size} bytes together, not ${announced} as x-amz-mp-object-size says.`,
    )
}

type Made = { store: ObjectStore; key: string; parts: readonly PartName[] }

/** The object, where it was made of these very parts before: who did not get the answer asks again. */
async function alreadyComplete(error: unknown, { store, key, parts }: Made): Promise<WriteResult & { before: true }> {
  if (!(error instanceof UploadNotFound) || !parts.every(({ etag }) => /^[0-9a-f]{32}$/.test(etag))) throw error
  const md5 = createHash('md5')
  for (const { etag } of parts) md5.update(Buffer.from(etag, 'hex'))
  const info = await store.head(key)
  if (info?.etag !== `${md5.digest('hex')}-${parts.length}`) throw error
  return { etag: info.etag, size: info.size, before: true }
}

/** Each part was verified as it came; what all of them are together is not known without reading them again. */
function requireNoWholeChecksum({ request }: BucketCall): void {
  const name = Object.keys(request.headers).find((header) => CHECKSUM_HEADER.test(header))
  if (name !== undefined) throw notImplemented(`${name} of a whole upload in parts`)
}

function readParts(text: string): PartName[] {
  const root = readXml(text)
  const parts = root.children.filter(({ name }) => name === 'Part')
  if (root.name !== 'CompleteMultipartUpload') throw malformed('it completes no upload')
  if (parts.length > MAX_PARTS) throw malformed(`it names more than ${MAX_PARTS} parts`)
  return parts.map((part) => {
    const number = childText(part, 'PartNumber')?.trim() ?? ''
    const etag = childText(part, 'ETag')?.trim().replace(/^"|"$/g, '')
    if (!/^\d{1,5}$/.test(number) || !etag) throw malformed('a part has no number or no ETag')
    return { number: Number(number), etag }
  })
}
